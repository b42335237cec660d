#!/bin/sh
# Comments, messages and documents are in plain English: no phrase of phrases.txt.
exec sh "$(dirname "$0")/of_source" phrases "$@"
