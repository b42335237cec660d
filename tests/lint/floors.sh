#!/bin/sh
# Who may include whom: a folder of src/ includes only lower floors, and
# outside libraries stay in the folders that docs/ARCHITECTURE.md names.
set -eu
cd "$(dirname "$0")/../.."
status=0

floors=$(sed 's/#.*//' tests/lint/floors.txt)

floor() {
	while read -r number rooms; do
		case " $rooms " in
		*" $1 "*)
			echo "$number"
			return
			;;
		esac
	done <<-END
	$floors
	END
	echo "unknown:$1"
}

# The folder that a public header belongs to.
home() {
	case $1 in
	error | mem | buf | span | map | notices | process | clock | phrase | oid | near) echo base ;;
	decimal | parse) echo parse ;;
	stats | changes | rank) echo stats ;;
	entry | intake | limits | series | finding | comparison | summary | parameters | value | trend | problem | transfer | fsck | status | key_choice) echo model ;;
	repo | base | libgit2 | walk | reach | first_parents | merge_base | remotes | tags | edited | trailers) echo git ;;
	merge | partial_notes) echo store ;;
	recording) echo history ;;
	ci | hook) echo setup ;;
	codec | import | detect | machine | report | store | config | history | sync | lab | marks | partial | doctor) echo "$1" ;;
	*) echo "nowhere" ;;
	esac
}

complain() {
	echo "not ok - $1"
	status=1
}

for file in src/*/*.[ch] src/*/*/*.[ch] src/main.c; do
	here=${file#src/}
	here=${here%%/*}
	[ "$here" = main.c ] && here=main
	mine=$(floor "$here")
	# shellcheck disable=SC2013 # names without blanks
	for name in $(sed -n 's/^#include "\(.*\)\.h".*/\1/p' "$file"); do
		case $name in
		gp/*) there=$(home "${name#gp/}") ;;
		*/*) there=${name%%/*} ;;
		*) there=$here ;;
		esac
		[ "$there" = "$here" ] && continue
		[ "$(floor "$there")" -lt "$mine" ] 2>/dev/null ||
			complain "$file (floor $mine) includes $name.h of $there"
	done
	# shellcheck disable=SC2013
	for name in $(sed -n 's/^#include <\(.*\)>.*/\1/p' "$file"); do
		case $name in
		git2*) allowed="git store config history sync partial doctor" ;;
		msgpack*) allowed="codec" ;;
		json*) allowed="parse" ;;
		libxml* | expat*) allowed="parse" ;;
		math.h) allowed="codec parse stats model detect report import history config" ;;
		*) continue ;;
		esac
		case " $allowed " in
		*" $here "*) ;;
		*) complain "$file may not include <$name>" ;;
		esac
	done
done
# Every folder is on the map of src/main.c and has a floor.
for folder in src/*/; do
	room=$(basename "$folder")
	grep -q "^ \*	src/$room " src/main.c ||
		complain "src/$room is not on the map of src/main.c"
	[ "$(floor "$room")" -ge 0 ] 2>/dev/null ||
		complain "src/$room has no floor in tests/lint/floors.txt"
done
# Within import, formats are made of core.
grep -l '#include "import/formats/' src/import/core/* &&
	complain "src/import/core includes a file of src/import/formats"

[ "$status" = 0 ] && echo "ok - every include points down"
exit $status
