#!/bin/sh
# Names and sizes, as docs/STYLE.md has them. It leans on the format: the
# opening brace of a function, and nothing else, stands alone at the margin.
set -eu
cd "$(dirname "$0")/../.."
status=0
list=$(mktemp)
trap 'rm -f "$list" "$list.found"' EXIT

complain() {
	echo "not ok - $1"
	status=1
}

# One line a function: length of its body, its name, static or not, where.
find src -name '*.c' -exec awk '
	FNR == 1 { head = "" }
	/^{$/ {
		start = FNR
		name = head
		gsub(/__attribute__ *\(\([^)]*\)+\) */, "", name)
		sub(/ *\(.*/, "", name)
		sub(/.*[ *]/, "", name)
		kind = head ~ /(^| )static / ? "static" : "public"
	}
	/^}$/ && start {
		print FNR - start - 1, name, kind, FILENAME ":" start
		start = 0
	}
	/^[A-Za-z_]/ { head = $0; next }
	/^[ \t]/ { head = head " " $0; next }
	{ head = "" }
' {} + | sort -n >"$list"

while read -r _ name kind where; do
	case $kind:$name in
	static:gp_*) complain "$where: static $name bears the public prefix" ;;
	static:* | public:gp_* | public:main) ;;
	*) complain "$where: $name is public and does not begin with gp_" ;;
	esac
done <"$list"

grep -rnE '^[[:blank:]]*typedef (struct|union)\b' --include='*.[ch]' \
	src include tests >"$list.found" || true
find src include tests -name '*.[ch]' -exec wc -l {} + |
	awk '$2 != "total" && $1 > 600 { print $2 " has " $1 " lines (600)" }' \
		>>"$list.found"
while read -r line; do
	complain "$line"
done <"$list.found"

total=$(wc -l <"$list")
# at PERCENT: the length that so many of the functions do not exceed
at() {
	sed -n "$(((total * $1 + 99) / 100))s/ .*//p" "$list"
}
[ "$(at 50)" -le 15 ] || complain "half of the functions have over $(at 50) lines (15)"
[ "$(at 90)" -le 40 ] || complain "one function in ten has over $(at 90) lines (40)"
while read -r lines name _ where; do
	[ "$lines" -le 60 ] || complain "$where: $name has $lines lines (60)"
done <"$list"

[ "$status" = 0 ] &&
	echo "ok - names and sizes: $total functions, half up to $(at 50) lines, nine in ten up to $(at 90), the longest $(at 100)"
exit $status
