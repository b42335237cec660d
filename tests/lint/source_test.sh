#!/bin/sh
# What the lints know of the source is true: they are tested on small trees.
set -eu
cd "$(dirname "$0")/../.."
command -v python3 >/dev/null || {
	echo "1..0 # SKIP python3 is not installed"
	exit 77
}
exec python3 -B tests/lint/source_test.py
