#!/bin/sh
# The name of a static function can be searched for: few are used in two files.
exec sh "$(dirname "$0")/of_source" shared-names "$@"
