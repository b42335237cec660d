#!/bin/sh
# git perf init --ci: which files it writes, updates, keeps and removes.
. "$(dirname "$0")/lib.sh"

github='.github/git-perf-ci .github/workflows/git-perf-fork.yml
	.github/workflows/git-perf.yml'
perf=.github/workflows/git-perf.yml

# files: all files in the working tree
files() {
	find . -name .git -prune -o -type f -print | sed 's|^\./||' | sort
}

# unsummed FILE: without the checksum in its last line
unsummed() {
	sed '$d' "$1"
}

# another_version FILE TEXT: the file as another version would have written it
another_version() {
	python3 - "$1" "$2" <<'END'
import re, sys
path, text = sys.argv[1:]
body = open(path).read().rsplit("# git-perf sum: ", 1)[0] + text + "\n"
rest = re.sub(r"# ---- yours.*?(?=# ---- end of yours)", "", body, flags=re.S)
total = 0xcbf29ce484222325
for byte in rest.encode():
    total = (total ^ byte) * 0x100000001b3 % 2**64
open(path, "w").write(body + f"# git-perf sum: {total:016x}\n")
END
}

it_writes() {
	repository writes
	commit one
	expect_exit 0 git perf init --ci github --dry-run
	[ "$(grep -c '^would write ' "$err")" = 3 ]
	[ "$(files)" = file ]
	expect_exit 0 git perf init --ci github
	[ "$(grep -c '^wrote ' "$err")" = 3 ]
	has "$err" "next: edit the lines at the top of $perf"
	# shellcheck disable=SC2086
	printf '%s\n' $github file | sort >wanted
	files | grep -v wanted | diff wanted -
	[ -x .github/git-perf-ci ] && [ ! -x "$perf" ]
	unsummed .github/git-perf-ci |
		cmp "$GP_SOURCE/contrib/ci/git-perf-ci" -
	for file in git-perf git-perf-fork; do
		unsummed ".github/workflows/$file.yml" |
			cmp "$GP_SOURCE/contrib/ci/github/$file.yml" -
	done
	expect_exit 0 git perf init --ci github
	[ "$(grep -c '^nothing to do: ' "$err")" = 3 ]
	[ "$(wc -l <"$err")" -eq 3 ]
	[ ! -s "$out" ]
}
ok 'it writes the files of contrib/ci, once' it_writes

it_knows_the_base() {
	repository base -b trunk
	git config perf.base trunk
	commit one
	expect_exit 0 git perf init --ci github
	grep -q 'branches: \[trunk\]' "$perf"
	git config perf.base 'a]b'
	git branch 'a]b'
	rm "$perf"
	expect_exit 0 git perf init --ci github
	grep -q 'branches: \[main\]' "$perf"
}
ok 'the base branch is in the workflow' it_knows_the_base

it_renews() {
	cd writes
	sed -i 's|PERF_BENCH: ""|PERF_BENCH: "make bench"|' "$perf"
	cp "$perf" edited
	expect_exit 0 git perf init --ci github
	[ "$(grep -c '^nothing to do: ' "$err")" = 3 ]
	cmp edited "$perf"
	another_version "$perf" '# an older one'
	another_version .github/git-perf-ci 'echo older'
	expect_exit 0 git perf init --ci github --dry-run
	has "$err" "would update $perf"
	has "$perf" 'an older one'
	expect_exit 0 git perf init --ci github
	has "$err" "updated $perf"
	has "$err" 'updated .github/git-perf-ci'
	lacks "$err" 'next: '
	cmp edited "$perf"
	[ -x .github/git-perf-ci ]
}
ok 'an update keeps the five lines' it_renews

it_leaves() {
	cd writes
	echo '      - run: echo mine' >>"$perf"
	sed -i 's/ubuntu-latest/self-hosted/' .github/workflows/git-perf-fork.yml
	cp "$perf" edited
	expect_exit 0 git perf init --ci github
	has "$err" "left $perf: somebody edited it"
	has "$err" 'left .github/workflows/git-perf-fork.yml: somebody'
	cmp edited "$perf"
	expect_exit 0 git perf init --ci github --uninstall
	has "$err" "left $perf: it differs from what git perf wrote"
	has "$err" 'removed .github/git-perf-ci'
	cmp edited "$perf"
	[ ! -e .github/git-perf-ci ]
}
ok 'files edited elsewhere are not changed' it_leaves

it_is_foreign() {
	repository foreign
	commit one
	mkdir -p .github/workflows
	echo 'on: push' >"$perf"
	expect_fatal 128 "$perf was not written by git perf" git perf init --ci github
	[ "$(files)" = "$perf
file" ]
	expect_exit 0 git perf init --ci github --uninstall
	grep -qx 'on: push' "$perf"
	# neither a directory nor a link of that name
	rm "$perf"
	mkdir "$perf"
	expect_fatal 128 "$perf was not written by git perf" git perf init --ci github
	rm -r .github
	mkdir ../elsewhere
	ln -s ../elsewhere .github
	expect_fatal 128 'is a symbolic link' git perf init --ci github
	[ -z "$(ls ../elsewhere)" ]
}
ok 'files of other origin are never changed' it_is_foreign

it_is_taken_out() {
	repository out
	commit one
	git perf init --ci github
	git perf init --ci gitlab
	expect_exit 0 git perf init --ci gitlab --uninstall --dry-run
	[ "$(grep -c '^would remove ' "$err")" = 3 ]
	[ -e .gitlab-ci.yml ]
	expect_exit 0 git perf init --uninstall --ci gitlab
	[ "$(grep -c '^removed ' "$err")" = 3 ]
	[ ! -e .gitlab ] && [ -x .github/git-perf-ci ]
	expect_exit 0 git perf init --uninstall --ci gitlab
	[ "$(grep -c '^nothing to do: there is no ' "$err")" = 3 ]
	mkdir .github/ISSUE_TEMPLATE
	expect_exit 0 git perf init --uninstall --ci github
	[ "$(files)" = file ]
	[ -d .github/ISSUE_TEMPLATE ] && [ ! -e .github/workflows ]
}
ok 'only what it wrote is removed' it_is_taken_out

it_is_gitlab() {
	repository gitlab
	commit one
	expect_exit 0 git perf init --ci gitlab
	[ "$(grep -c '^wrote ' "$err")" = 3 ]
	grep -qx '  - local: .gitlab/git-perf.yml' .gitlab-ci.yml
	rm .gitlab-ci.yml
	# with other jobs it belongs to the user
	echo 'test: {script: make test}' >.gitlab-ci.yml
	line='include: {local: .gitlab/git-perf.yml}'
	expect_exit 0 git perf init --ci gitlab
	has "$err" "left .gitlab-ci.yml: add this line to it: $line"
	echo "$line" >>.gitlab-ci.yml
	expect_exit 0 git perf init --ci gitlab
	has "$err" 'nothing to do: .gitlab-ci.yml'
	expect_exit 0 git perf init --ci gitlab --uninstall
	has "$err" "left .gitlab-ci.yml: remove our line from it: $line"
	[ "$(wc -l <.gitlab-ci.yml)" -eq 2 ]
}
ok '.gitlab-ci.yml is only written if it does not exist' it_is_gitlab

it_goes_with_the_hook() {
	repository both
	expect_exit 0 git perf init --hooks --ci github
	[ -x .git/hooks/pre-push ] && [ -x .github/git-perf-ci ]
	expect_exit 0 git perf init --uninstall --ci github
	[ -x .git/hooks/pre-push ] && [ ! -e .github ]
	git perf init --ci github
	expect_exit 0 git perf init --uninstall
	[ ! -e .git/hooks/pre-push ] && [ -x .github/git-perf-ci ]
	git perf init --hooks
	expect_exit 0 git perf init --uninstall --hooks --ci github
	[ ! -e .git/hooks/pre-push ] && [ ! -e .github ]
	# from a subdirectory, the top is used
	mkdir -p deep/er && cd deep/er
	expect_exit 0 git perf init --ci github
	[ -x ../../.github/git-perf-ci ]
}
ok 'hook and files are installed and removed together, or alone' \
	it_goes_with_the_hook

it_refuses() {
	repository refuses
	expect_fatal 129 "unknown forge 'jenkins'" git perf init --ci jenkins
	git init -q --bare ../bare.git
	expect_fatal 128 'the files for a CI need a work tree' \
		git -C ../bare.git perf init --ci github
	touch .gitlab
	expect_fatal 128 'cannot write' git perf init --ci gitlab
	[ "$(files)" = .gitlab ]
}
ok 'errors are reported in one line' it_refuses

finish
