#!/bin/sh
# One meaning a word: no name of identifiers.txt.
exec sh "$(dirname "$0")/of_source" identifiers "$@"
