#!/bin/sh
# Files are installed where git, man and bash look for them.
. "$(dirname "$0")/lib.sh"

prefix=$trash/prefix

install_it() {
	expect_exit 0 cmake --install "$GP_BUILD" --prefix "$prefix"
	git init -q repo
}
ok 'cmake --install' install_it

program() {
	PATH=$prefix/bin:${PATH#"$GP_BUILD:"}
	expect_stdout "$(command -v git-perf)" echo "$prefix/bin/git-perf"
	expect_exit 0 git perf --version
	has "$out" 'git-perf version'
}
ok 'git finds the program' program

pages() {
	for page in "$GP_SOURCE"/docs/man/*.scd; do
		[ -s "$prefix/share/man/man1/$(basename "$page" .scd)" ]
	done
	! command -v lowdown >/dev/null ||
		[ -s "$prefix/share/man/man7/gitperf-guide.7" ]
}
completion() {
	cmp "$GP_SOURCE/contrib/completion/git-perf.bash" \
		"$prefix/share/bash-completion/completions/git-perf"
}
documents() {
	cmp "$GP_SOURCE/LICENSE" "$prefix/share/doc/git-perf/LICENSE"
}
if command -v scdoc >/dev/null; then
	ok 'every manual page is installed' pages
else
	skip 'every manual page is installed' 'no scdoc'
fi
ok 'the completion is installed' completion
ok 'the license is installed' documents

manual() {
	MANPATH=$prefix/share/man
	export MANPATH
	expect_stdout "$prefix/share/man/man1/git-perf.1" man -w git-perf
	MANPAGER='cat'
	export MANPAGER
	expect_exit 0 git help -m perf
	has "$out" 'benchmark results as git notes'
	expect_exit 0 man git-perf-record
	has "$out" '--testbed <name>'
}
if command -v man >/dev/null && command -v scdoc >/dev/null; then
	ok 'git help perf shows the manual' manual
else
	skip 'git help perf shows the manual' 'no man'
fi

finish
