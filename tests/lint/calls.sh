#!/bin/sh
# A function or constant is used only from rooms on higher floors (floors.txt).
exec sh "$(dirname "$0")/of_source" calls "$@"
