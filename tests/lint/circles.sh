#!/bin/sh
# No files call each other in a circle. A .c file and its header are one; a
# constant that is used ties as a call does.
exec sh "$(dirname "$0")/of_source" circles "$@"
