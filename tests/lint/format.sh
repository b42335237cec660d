#!/bin/sh
# Every C file is as clang-format leaves it.
set -eu
cd "$(dirname "$0")/../.."
tool=$(command -v clang-format-14 || command -v clang-format) || {
	echo "1..0 # SKIP clang-format is not installed"
	exit 77
}
find src include tests -name '*.[ch]' -print0 |
	xargs -0 "$tool" --dry-run -Werror
echo "ok - format"
