#!/bin/sh
# A full or read-only disk: the command works, or prints one line, and nothing
# is half-written.
. "$(dirname "$0")/lib.sh"

add=$GP_BUILD/tests/gp-add

# Our mounts disappear with this process.
if [ "${1:-}" != inside ]; then
	unshare -m true 2>/dev/null || skip_all 'cannot mount here'
	cd / && rm -rf "$trash"
	plan=1
	exec unshare -m sh "$GP_SOURCE/tests/e2e/$(basename "$0")" inside
fi

whole() {
	git fsck --strict --no-dangling >"$trash/fsck" 2>&1 ||
		fail "git fsck: $(cat "$trash/fsck")"
	[ ! -s "$trash/fsck" ] || fail "git fsck: $(cat "$trash/fsck")"
	find .git -name '*.keep' -o -name '*.lock' -o -name 'tmp_*' \
		>"$trash/litter"
	[ ! -s "$trash/litter" ] || fail "left: $(cat "$trash/litter")"
}

# fill BLOCKS: leaves that many blocks of 4 kB free
fill() {
	rm -f ballast
	free=$(df -k . | awk 'NR == 2 { print $4 / 4 }')
	head -c $(((free - $1) * 4096)) /dev/zero >ballast
}

# try OPTION...: with every amount of free space
try() {
	full=0 fine=0
	for blocks in 0 1 2 3 4 6 8 10 12 14 16 18 20 24 28 32 40; do
		fill "$blocks"
		before=$("$add" --list | wc -l)
		got=0
		"$add" "$@" >"$out" 2>"$err" || got=$?
		after=$("$add" --list | wc -l)
		case $got in
		0)
			fine=$((fine + 1))
			[ "$after" = $((before + 1)) ]
			;;
		128)
			full=$((full + 1))
			[ "$after" = "$before" ]
			[ "$(wc -l <"$err")" = 1 ]
			has "$err" 'No space left on device'
			;;
		*) fail "exit $got with $blocks blocks: $(cat "$err")" ;;
		esac
		rm ballast
		whole
	done
	[ "$full" -gt 0 ] || fail 'the disk was never full'
	[ "$fine" -gt 0 ] || fail 'the disk was always full'
}

full_disk() {
	mkdir small
	mount -t tmpfs -o size=4m none small
	repository small/repo
	commit
	"$add" >/dev/null
	try "$@"
}
ok 'a full disk, durable' full_disk
umount "$trash/small" 2>/dev/null && rmdir "$trash/small"
ok 'a full disk, not durable' full_disk --loose
umount "$trash/small" 2>/dev/null

read_only() {
	repository solid
	commit
	"$add" >/dev/null
	mount --bind . .
	mount -o remount,bind,ro .
	cd "$PWD"
	"$add" --list | grep -qxE '[0-9a-f]{32}'
	for option in '' --loose; do
		# shellcheck disable=SC2086 # none is none
		expect_fatal 128 'Read-only file system' "$add" $option
		has "$err" 'must be writable'
	done
	cd ..
	umount solid
	cd solid
	whole
}
ok 'a read-only repository can be read, and an error says that it is' read_only

not_ours() {
	command -v setpriv >/dev/null || fail 'no setpriv'
	repository guarded
	commit
	"$add" >/dev/null
	git config --global safe.directory '*'
	chmod -R a+rX "$trash" "$GP_BUILD/tests/gp-add"
	expect_fatal 128 'Permission denied' \
		setpriv --reuid=65534 --clear-groups "$add"
	setpriv --reuid=65534 --clear-groups "$add" --list |
		grep -qxE '[0-9a-f]{32}'
	whole
}
if [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --clear-groups \
	"$add" --help >/dev/null 2>&1 || [ $? != 126 ]; then
	ok 'a repository of another owner can be read, not written' not_ours
else
	skip 'a repository of another owner' 'cannot become another user'
fi

finish
