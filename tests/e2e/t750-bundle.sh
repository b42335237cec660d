#!/bin/sh
# Results in a file: push --bundle and pull --bundle.
. "$(dirname "$0")/lib.sh"

git init -q --bare remote.git
git init -q a
git -C a commit -q --allow-empty -m one
git -C a remote add origin ../remote.git
git -C a push -q -u origin main
cp -R a b
cp -R a c
cp -R a trusted

# record_in CLONE VALUE
record_in() {
	git -C "$1" perf record --value "x=$2ms" 2>record.err
}

# has_values CLONE VALUE...
has_values() {
	clone=$1
	shift
	git -C "$clone" perf export --samples --format csv 2>export.err |
		sed 1d | sed 's/,[^,]*$//; s/.*,//' | sort >got
	printf '%s\n' "$@" | diff -u - got
	[ "$(git -C "$clone" notes --ref=perf show | grep -c .)" = $# ]
}

refs() {
	git -C "$1" for-each-ref 'refs/notes/**'
}

it_carries_all() {
	record_in a 1
	record_in a 2
	before=$(refs a)
	expect_exit 0 git -C a perf push --bundle ../all.bundle
	grep -qx 'pushed 2 runs in 1 note to ../all.bundle' "$err"
	# nothing is left here, and the remote was not asked
	[ "$(refs a)" = "$before" ] && [ -z "$(refs remote.git)" ]
	git -C a bundle verify -q ../all.bundle
	record_in b 3
	expect_exit 0 git -C b perf pull --bundle ../all.bundle
	grep -qx 'pulled 2 runs in 1 note from ../all.bundle' "$err"
	has_values b 1 2 3
	[ "$(refs b | wc -l)" -eq 1 ]
	# importing it again changes nothing
	expect_exit 0 git -C b perf pull --bundle ../all.bundle
	grep -qx 'nothing new from ../all.bundle' "$err"
	has_values b 1 2 3
}
ok 'a bundle has everything if nothing is known of the remote' it_carries_all

it_carries_what_lacks() {
	git -C a perf push
	record_in a 4
	expect_exit 0 git -C a perf push --bundle ../more.bundle --json
	grep -qx '{"schema": "git-perf/push/1", "remote": "../more.bundle", "way": "bundle", "runs": 1, "notes": 1, "folded": 0, "dry_run": false, "entries": {"runs": 1}}' "$out"
	# it does not count as pushed
	git -C a perf push --dry-run 2>&1 | grep -q '^would push 1 run'
	expect_exit 0 git -C trusted perf pull
	expect_exit 0 git -C trusted perf pull --bundle ../more.bundle
	has_values trusted 1 2 4
	git -C a perf push
	expect_exit 0 git -C a perf push --bundle ../none.bundle
	grep -qx 'nothing to push: origin has it all' "$err"
	[ ! -e none.bundle ]
	git -C trusted perf pull
	[ "$(git -C a rev-parse 'refs/notes/perf^{tree}')" = \
		"$(git -C trusted rev-parse 'refs/notes/perf^{tree}')" ]
}
ok 'otherwise a bundle has what the remote does not have' it_carries_what_lacks

it_needs_no_remote() {
	git init -q alone
	git -C alone commit -q --allow-empty -m x
	record_in alone 1
	(cd alone && expect_exit 0 git perf push --bundle origin)
	[ -f alone/origin ]
	git init -q other
	(cd other && expect_exit 0 git perf pull --bundle "$trash/alone/origin")
	[ -n "$(refs other)" ]
	(cd alone && expect_exit 0 git perf push --dry-run --bundle dry)
	[ ! -e alone/dry ]
}
ok 'no remote is needed' it_needs_no_remote

# is_refused STATUS TEXT FILE: in one line, and nothing changes here
is_refused() {
	before=$(refs c)
	expect_fatal "$1" "$2" git -C c perf pull --bundle "$3"
	[ "$(refs c)" = "$before" ]
}

it_refuses() {
	record_in c 9
	is_refused 128 'cannot read ../gone: No such file' ../gone
	echo text >text
	is_refused 128 '../text is not a git bundle' ../text
	: >empty
	is_refused 128 '../empty is not a git bundle' ../empty
	is_refused 128 'remote.git' ../remote.git
	head -c 200 all.bundle >short
	is_refused 128 'cannot fetch from ' ../short
	sed 's/PACK/KCAP/' all.bundle >spoiled
	is_refused 128 'cannot fetch from ' ../spoiled
	# a bundle that requires commits that are not here
	git -C a bundle create -q ../thin.bundle refs/notes/perf \
		'^refs/notes/perf~1'
	is_refused 128 'cannot fetch from ' ../thin.bundle
	# a bundle that does not contain notes
	cp -R a evil
	git -C evil update-ref refs/notes/perf \
		"$(git -C evil commit-tree -m x "$(printf \
			'100644 blob %s\tREADME\n' \
			"$(echo x | git -C evil hash-object -w --stdin)" |
			git -C evil mktree)")"
	git -C evil bundle create -q ../evil.bundle refs/notes/perf
	is_refused 128 "it holds no notes, but 'README'" ../evil.bundle
	expect_exit 129 git -C c perf pull --bundle x origin
	expect_fatal 128 'cannot write ' \
		git -C c perf push --bundle ../no/such/folder
	[ "$(refs c)" = "$before" ]
}
ok 'a file that is not a bundle of results is rejected in one line' it_refuses

finish
