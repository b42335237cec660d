#!/bin/sh
# pull --untrusted: results of an untrusted source, see git-perf-pull(1).
. "$(dirname "$0")/lib.sh"

# The CI job of a fork sends its results in a bundle. The upstream project has
# eight measured commits on main; the fork has one more, which is slower.
mkdir forks && cd forks || exit 1
git init -q upstream && cd upstream || exit 1
history 8 x 40 0.4
cd ..
cp -R upstream fork
(
	cd fork || exit 1
	commit slower
	record_around x 60 0.4 ms 99
	git push -q ../upstream HEAD:refs/heads/pull
	git perf push --bundle ../slower.bundle
) 2>fork.err
slower=$(git -C fork rev-parse HEAD)

# at CLONE COMMAND...
at() {
	git -C "$@"
}

# take CLONE BUNDLE
take() {
	expect_exit 0 at "$1" perf pull --untrusted --bundle "../$2.bundle"
}

# lines CLONE [OBJECT]
lines() {
	at "$1" notes --ref=perf show "${2:-$slower}" 2>/dev/null
}

# judged CLONE KEY...: keys of check's JSON for the fork's commit
judged() {
	clone=$1
	shift
	expect_exit "$1" at "$clone" perf check --format json "$slower"
	shift
	python3 - "$out" "$*" <<-'END'
		import json, sys
		check = json.load(open(sys.argv[1]))
		found = [f"{f['benchmark']}={f['status']}/{f['severity']}"
		         f"/{f['claimed']}/{f['claimed_severity']}"
		         f"/{f['baseline']['commits']}"
		         for f in check["findings"]]
		assert " ".join(found) == sys.argv[2], found
	END
}

it_takes() {
	before=$(lines upstream HEAD)
	take upstream slower
	grep -qx 'pulled 1 note from ../slower.bundle: 1 untrusted run' "$err"
	[ "$(lines upstream HEAD)" = "$before" ]
	expect_exit 0 at upstream perf show "$slower"
	grep -q '^run .*  (untrusted)$' "$out"
	expect_exit 0 at upstream perf show --json "$slower"
	has_json "$out" '"untrusted":true'
	has_json "$out" '"dirty":false'
	# the same line is never also stored as a normal run
	lines fork >theirs
	not grep -qxF "$(cat theirs)" <<-END
		$(lines upstream)
	END
	[ "$(at upstream for-each-ref refs/notes | wc -l)" -eq 1 ]
}
ok 'measurements are imported, and marked as untrusted' it_takes

it_takes_once() {
	before=$(at upstream rev-parse refs/notes/perf)
	take upstream slower
	grep -qx 'nothing new from ../slower.bundle' "$err"
	take upstream slower
	[ "$(at upstream rev-parse refs/notes/perf)" = "$before" ]
	cp -R upstream upstream2
	at upstream2 perf forget "$(at upstream perf show "$slower" |
		sed -n 's/^run \([0-9a-f]*\).*/\1/p')"
	take upstream2 slower
	grep -qx 'nothing new from ../slower.bundle' "$err"
	expect_exit 2 at upstream2 perf show "$slower"
}
ok 'importing again adds nothing, not even what was forgotten' it_takes_once

it_compares() {
	judged upstream 2 x=untrusted/info/regression/fail/8
	expect_exit 2 at upstream perf check "$slower"
	has "$out" 'NONE'
	has "$out" '0 of 1 series judged: 1 untrusted; 1 would fail'
	has "$out" 'if it were trusted: regression, fail'
	expect_exit 2 at upstream perf check --format markdown "$slower"
	has "$out" 'if it were trusted: regression, fail'
	expect_exit 2 at upstream perf compare HEAD "$slower"
	has "$out" 'untrusted'
}
ok 'untrusted runs are compared, without a verdict' it_compares

it_is_no_baseline() {
	cp -R upstream later
	cd later
	git merge -q --ff-only "$slower"
	commit after
	record_around x 60 0.4 ms 7
	expect_exit 1 git perf check --format json
	has_json "$out" '"baseline":{"commits":8,'
	expect_exit 0 git perf export --samples --format csv
	lacks "$out" "$slower"
	expect_exit 0 git perf log --oneline
	lacks "$out" "$(git rev-parse --short "$slower")"
	# nor can they be the old side of a comparison
	expect_exit 2 git perf compare "$slower" HEAD
	has "$err" 'the results of the old commit are untrusted'
}
ok 'untrusted runs are in no baseline, export or log' it_is_no_baseline

it_gives_way() {
	cp -R upstream trusted
	cd trusted
	git perf record -c "$slower" --value x=40ms --value x=40.1ms \
		--value x=39.9ms
	expect_exit 0 git perf check "$slower"
	has "$err" '1 untrusted run ignored'
	# on another testbed both are seen, and the verdict is that of ours
	git perf forget "$(git perf show "$slower" | tail -n 4 |
		sed -n 's/^run \([0-9a-f]*\).*/\1/p')"
	cd ..
	judged trusted 2 x=untrusted/info/regression/fail/8
	at trusted perf record -c "$slower" --testbed other --value y=1ms
	judged trusted 2 x=untrusted/info/regression/fail/8 \
		y=new/info/None/None/0
}
ok 'trusted runs take precedence over untrusted ones' it_gives_way

it_travels() {
	git init -q --bare remote.git
	at upstream remote add origin ../remote.git
	at upstream push -q origin main pull
	at upstream perf push
	git clone -q remote.git reader
	at reader perf pull
	judged reader 2 x=untrusted/info/regression/fail/8
	at reader perf fsck
	# also from a source that is a repository
	cp -R reader reader2
	at fork config receive.denyCurrentBranch ignore
	expect_exit 0 at reader2 perf pull --untrusted --json ../fork
	has_json "$out" '"untrusted":0,"left_out":0,"entries":{}}'
	fits_schema pull "$out"
	[ "$(at reader2 rev-parse 'refs/notes/perf^{tree}')" = \
		"$(at reader rev-parse 'refs/notes/perf^{tree}')" ]
	[ -z "$(at reader2 for-each-ref 'refs/notes/remotes/url-*')" ]
}
ok 'the mark is pushed and pulled with the runs' it_travels

it_is_missed_by_nobody() {
	# a baseline of two benchmarks, of which the fork measured one
	git init -q two && cd two
	for i in 1 2 3 4 5 6; do
		commit "$i"
		git perf record --value a=1"$i"ms --value b=2"$i"ms
	done
	cp -R . ../two-fork
	cd ../two-fork
	commit seventh
	git perf record --value a=13ms
	git push -q ../two HEAD:refs/heads/pull
	git perf push --bundle ../two.bundle
	cd ..
	take two two
	expect_exit 2 at two perf check --format json pull
	has_json "$out" '"missing":0'
	has_json "$out" '"untrusted":1'
}
ok 'series that the fork did not measure are not missing' it_is_missed_by_nobody

# ---- attacks ----

# forge FILE: a bundle of the notes of `evil`
forge() {
	at evil bundle create -q "../$1.bundle" refs/notes/perf
}

it_blesses_nothing() {
	cp -R fork evil
	cd evil
	git perf accept x:value -m 'trust me' --at "$slower"
	git perf alias x y
	git perf pin HEAD
	git perf forget "$(git perf show HEAD~ |
		sed -n 's/^run \([0-9a-f]*\).*/\1/p')"
	cd ..
	forge marks
	at evil perf forget --before 2026-01-02
	forge horizon
	cp -R later victim
	before=$(at victim rev-parse refs/notes/perf)
	take victim marks
	# each of three in two notes, and the tombstone
	grep -q '; left out 7 lines that only a trusted source may add' "$err"
	take victim horizon
	grep -q '; left out [0-9]* lines' "$err"
	[ "$(at victim rev-parse refs/notes/perf)" = "$before" ]
	judged victim 2 x=untrusted/info/regression/fail/8
}
ok 'acceptances, aliases, pins, tombstones and horizons are ignored' \
	it_blesses_nothing

it_passes_for_nobody() {
	rm -rf evil
	cp -R fork evil
	# upstream's runs again, with their ids and other values; and stored at
	# other commits
	at evil notes --ref=perf list | while read -r _ object; do
		at evil notes --ref=perf show "$object" |
			python3 -c '
import base64, sys
for line in sys.stdin:
    raw = bytearray(base64.b64decode(line[2:]))
    raw[-1] ^= 1
    print("1", base64.b64encode(bytes(raw)).decode())
' >forged
		at evil notes --ref=perf add -f -F "$PWD/forged" "$object"
	done
	at evil notes --ref=perf copy -f HEAD~3 HEAD
	forge twins
	rm -rf victim
	cp -R upstream victim
	before=$(lines victim HEAD)
	expect_exit 0 at victim perf pull --untrusted --bundle ../twins.bundle
	grep -q 'left out 9 lines' "$err"
	[ "$(lines victim HEAD)" = "$before" ]
	at victim perf fsck
}
ok 'an untrusted run cannot replace a run that is here' it_passes_for_nobody

it_bounds() {
	rm -rf evil
	git init -q evil && cd evil
	commit one
	git perf record --value x=1
	git notes --ref=perf show >line
	python3 - >forged <<-'END'
		import base64
		raw = base64.b64decode(open("line").read()[2:])
		at = raw.index(b"\xa2id\xc4\x10") + 5
		for i in range(1001):
		    forged = raw[:at] + i.to_bytes(16, "big") + raw[at + 16:]
		    print("1", base64.b64encode(forged).decode())
	END
	git notes --ref=perf add -f -F forged HEAD
	cd ..
	forge many
	git init -q empty
	expect_fatal 128 'more than 1000 new runs' \
		at empty perf pull --untrusted --bundle ../many.bundle
	[ -z "$(at empty for-each-ref refs/notes)" ]
}
ok 'an untrusted source cannot flood the notes' it_bounds

it_refuses() {
	before=$(at upstream rev-parse refs/notes/perf)
	echo text >text.bundle
	expect_fatal 128 'is not a git bundle' \
		at upstream perf pull --untrusted --bundle ../text.bundle
	at evil update-ref refs/notes/perf HEAD
	at evil bundle create -q ../tree.bundle refs/notes/perf
	expect_fatal 128 'it holds no notes' \
		at upstream perf pull --untrusted --bundle ../tree.bundle
	at evil update-ref refs/notes/perf "$(at evil commit-tree -m x \
		"$(printf '100644 blob %s\t%s\n' "$(printf '1 ####\n2 AAAA\n\033[2J' |
			at evil hash-object -w --stdin)" "$slower" |
			at evil mktree)")"
	at evil bundle create -q ../lines.bundle refs/notes/perf
	expect_exit 0 at upstream perf pull --untrusted --bundle ../lines.bundle
	grep -q 'left out 3 lines' "$err"
	# a bundle of few bytes that unfolds to a note that is too large
	at evil update-ref refs/notes/perf "$(at evil commit-tree -m x \
		"$(printf '100644 blob %s\t%s\n' "$(
			head -c 80000000 /dev/zero | at evil hash-object -w --stdin
		)" "$slower" | at evil mktree)")"
	at evil bundle create -q ../bomb.bundle refs/notes/perf
	expect_fatal 128 "the note on $slower: 80000000 bytes, more than 64 MiB" \
		at upstream perf pull --untrusted --bundle ../bomb.bundle
	[ "$(at upstream rev-parse refs/notes/perf)" = "$before" ]
}
ok 'a damaged note or line changes nothing here' it_refuses

finish
