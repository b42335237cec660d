#!/bin/sh
# Each prototype in a header has a comment, or its group has one.
exec sh "$(dirname "$0")/of_source" prototypes "$@"
