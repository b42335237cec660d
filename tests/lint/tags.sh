#!/bin/sh
# The tag of a struct, enum or union is defined in one place.
exec sh "$(dirname "$0")/of_source" tags "$@"
