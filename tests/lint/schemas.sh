#!/bin/sh
# The JSON that we print is what docs/schema says, key by key.
set -eu
cd "$(dirname "$0")/../.."

# valid SCHEMA FILE...
valid() {
	schema=$1
	shift
	python3 tests/schema.py "docs/schema/$schema.json" "$@" && return
	status=$?
	[ "$status" = 77 ] && exit 77
	exit 1
}

data=tests/data/report
valid check-1 $data/mixed.json $data/early.json $data/pass.json $data/budget.json \
	$data/fresh.json $data/nothing.json $data/story.json \
	$data/drifting.json $data/accepted.json $data/bimodal.json \
	$data/noisy.json $data/hostile.json $data/derived.json $data/shared.json $data/broken-off.json
valid compare-1 $data/compare-release.json $data/compare-files.json \
	$data/compare-few.json $data/compare-odd.json \
	$data/compare-hostile.json $data/compare-nothing.json \
	$data/compare-derived.json $data/compare-shared.json
valid show-1 $data/show.json $data/show-empty.json $data/show-marks.json \
	$data/show-all.json
valid accept-1 $data/accept-list.json
valid alias-1 $data/alias-list.json
valid retire-1 $data/retire-list.json
valid export-1 $data/export.json $data/export-hostile.json \
	$data/export-empty.json
valid record-1 $data/record.json $data/record-empty.json $data/record-many.json
valid log-1 $data/log.json $data/log-stats.json $data/log-hostile.json \
	$data/log-empty.json
echo "ok - schemas"
