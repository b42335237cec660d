#!/bin/sh
# vitest 3.2.7: with bench --outputJson, a benchmark whose function throws is
# listed like the others, with its rank, but without mean, hz or any word of
# the error; alone in its group it has rank 1. The run exits with
# status 0.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"name": "finding", "private": true, "type": "module"}' >package.json
npm install --silent --no-audit --no-fund vitest@3.2.7
cat >a.bench.js <<'END'
import { bench, describe } from 'vitest'
describe('group', () => {
	bench('throws', () => { throw new Error('no data') })
})
END
status=0
npx vitest bench --run --outputJson out.json >console.txt 2>&1 || status=$?
cat out.json
echo
python3 - "$status" <<'END'
import json, sys

row, = json.load(open("out.json"))["files"][0]["groups"][0]["benchmarks"]
print(row)
assert sys.argv[1] == "0", sys.argv
assert row["rank"] == 1 and row["name"] == "throws", row
assert not any(key in row for key in ("mean", "hz", "error")), row
END
echo "as found: status 0, rank 1, no number, and no error in the JSON"
