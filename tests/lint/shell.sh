#!/bin/sh
# Every script is as shellcheck wants it.
set -eu
cd "$(dirname "$0")/../.."
command -v shellcheck >/dev/null || {
	echo "1..0 # SKIP shellcheck is not installed"
	exit 77
}
# What has an interpreter in its first line, or ends in .sh or .bash.
find .ci contrib findings hooks tests -type f ! -path '*/data/*' ! -path '*/corpus/*' \
	2>/dev/null | while read -r file; do
	case $file in
	*.sh | *.bash) echo "$file" ;;
	*.*) ;;
	*) head -n 1 "$file" | grep -aqE '^#!.*[/ ](ba)?sh( |$)' && echo "$file" ;;
	esac
done | xargs shellcheck
echo "ok - shell"
