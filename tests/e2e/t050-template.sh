#!/bin/sh
# What `contrib/dev template` adds builds, and passes the tests that concern
# it, as docs/CONTRIBUTING.md promises: all four kinds in one copy of the tree.
. "$(dirname "$0")/lib.sh"

command -v ninja >/dev/null || skip_all 'ninja is not installed'

mkdir tree
(cd "$GP_SOURCE" &&
	tar cf - CMakeLists.txt LICENSE README.md .clang-format \
		contrib docs hooks include src tests) | (cd tree && tar xf -)

it_refuses_names() {
	expect_exit 1 sh tree/contrib/dev template format 'My Tool'
	has "$err" 'is not a name'
	expect_exit 129 sh tree/contrib/dev template engine my-tool
	has "$err" 'usage: contrib/dev template'
}
ok 'a name that is none, and a kind that is none, are refused' it_refuses_names

adds() {
	sh tree/contrib/dev template "$@"
}
ok 'a format' adds format my-tool
ok 'an output of check' adds output my-lines
ok 'a command' adds command mycommand
ok 'a status' adds status my-status

it_refuses_twice() {
	expect_exit 1 sh tree/contrib/dev template format my-tool
	has "$err" 'my_tool.c exists'
}
ok 'the same again is refused' it_refuses_twice

# Only what the tests below need, and as fast as a compiler can.
builds() {
	cmake -S tree -B build -G Ninja -DGP_DEV=OFF -DBUILD_TESTING=ON \
		-DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS='-O0 -g0 -Werror'
	cmake --build build -t git-perf test_importers test_drivers \
		test_finding test_report test_compare_report
}
ok 'the tree builds, without a warning' builds

# passes TEST: of the new tree, with what was built from it
passes() {
	GP_BUILD=$trash/build GP_SOURCE=$trash/tree TMPDIR=$trash \
		sh "tree/tests/$1"
}

# Where every status has a count, the new one has, too.
it_updates() {
	build/tests/test_report --update
	build/tests/test_compare_report --update
	build/tests/test_report
	build/tests/test_compare_report
	grep -q '"my-status": 0' tree/tests/data/report/pass.json
	diff -r "$GP_SOURCE/tests/data/report" tree/tests/data/report |
		grep '^[<>]' >changed || :
	not grep -v '"unjudged"\|my-status' changed
}

ok 'the format is read' build/tests/test_importers
ok 'and does not disturb the others' build/tests/test_drivers
ok 'the status is in the contract' build/tests/test_finding
ok 'and only its counts are new in reports' it_updates
ok 'the output works' passes e2e/t620-my-lines.sh
ok 'the command works' passes e2e/t800-mycommand.sh
ok '-h, manual and completion agree' passes e2e/t010-help.sh
for lint in floors names; do
	ok "lint: $lint" passes "lint/$lint.sh"
done
if command -v clang-format-14 >/dev/null || command -v clang-format >/dev/null; then
	ok 'lint: format' passes lint/format.sh
else
	skip 'lint: format' 'clang-format is not installed'
fi

finish
