#!/bin/sh
# Each .c file opens with a comment that says what it is for.
exec sh "$(dirname "$0")/of_source" openings "$@"
