#!/bin/sh
# Every case of tests/cases.txt has a test, and every test that it names
# exists: the words of an `ok` in a script, or a function of a unit test.
set -eu
cd "$(dirname "$0")/../.."
tab=$(printf '\t')
status=0
bad() {
	echo "not ok - cases.txt: $*"
	status=1
}

case_='' tests=1 cases=0
while IFS= read -r line; do
	case $line in
	'' | '#'*) ;;
	"$tab"*)
		line=${line#"$tab"}
		script=${line%%: *} words=${line#*: }
		tests=$((tests + 1))
		case $script in
		e2e/*) file=tests/$script.sh ;;
		unit/*) file=tests/$script.c ;;
		*) file= ;;
		esac
		[ -f "$file" ] || {
			bad "no such test: $script"
			continue
		}
		case $script in
		e2e/*) grep -q -F -e "ok '$words'" -e "ok \"$words\"" "$file" ;;
		unit/*) grep -q -F -e "$words(" "$file" ;;
		esac || bad "$script has no test '$words'"
		;;
	*)
		[ "$tests" != 0 ] || bad "no test of '$case_'"
		case_=$line tests=0 cases=$((cases + 1))
		;;
	esac
done <tests/cases.txt
[ "$tests" != 0 ] || bad "no test of '$case_'"
[ "$status" != 0 ] || echo "ok - $cases cases have tests"
exit "$status"
