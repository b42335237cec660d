#!/bin/sh
# guide.sh LOWDOWN PAGE CHAPTER...: the guide as one manual page
set -eu
lowdown=$1 page=$2
shift 2
for chapter; do
	cat "$chapter"
	echo
done | "$lowdown" -s -tman -M title=GITPERF-GUIDE -M section=7 -o "$page"
