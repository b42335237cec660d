#!/bin/sh
# Every public header compiles alone.
set -eu
cd "$(dirname "$0")/../.."
for header in include/gp/*.h; do
	echo "#include \"${header#include/}\"" |
		${CC:-cc} -std=c11 -D_GNU_SOURCE -Wall -Wextra -Werror \
			-Iinclude -fsyntax-only -x c -
done
echo "ok - headers"
