#!/bin/sh
# push and pull through a real sshd and a real web server, on loopback.
. "$(dirname "$0")/lib.sh"

# team NAME...: a bare remote with one commit, and clones of it through $url
team() {
	git init -q --bare remote.git
	git -C remote.git config http.receivepack true
	git init -q seed
	git -C seed commit -q --allow-empty -m one
	git -C seed push -q ../remote.git main
	for name; do
		git clone -q "$url" "$name"
	done
}

# record_in NAME VALUE
record_in() {
	git -C "$1" perf record --value "x=$2ms" 2>record.err
}

# push_in NAME TEXT: push exits with 0 and prints TEXT
push_in() {
	expect_exit 0 git -C "$1" perf push
	has "$err" "$2"
}

# pull_in NAME VALUE...: afterwards the clone has exactly these
pull_in() {
	name=$1
	shift
	expect_exit 0 git -C "$name" perf pull
	git -C "$name" perf export --samples --format csv 2>export.err |
		sed 1d | sed 's/,[^,]*$//; s/.*,//' | sort >got
	printf '%s\n' "$@" | diff -u - got
}

refs_of_remote() {
	git -C remote.git for-each-ref --format='%(refname)' refs/notes
}

# it_shares: everything that can happen with a remote
it_shares() {
	expect_exit 0 git -C a perf pull
	has "$err" 'origin has no results yet'
	record_in a 1
	push_in a 'pushed 1 run in 1 note to origin'
	pull_in b 1
	# c knows nothing: it creates an inbox, which b reads and then merges
	record_in c 2
	push_in c ', into an inbox: the next push merges it'
	refs_of_remote | grep -q '^refs/notes/perf-inbox/'
	pull_in b 1 2
	record_in b 3
	push_in b ', and merged 1 inbox'
	[ "$(refs_of_remote)" = refs/notes/perf ]
	# a knows an older state of the remote
	record_in a 4
	push_in a ', into an inbox'
	for name in c b a; do
		pull_in "$name" 1 2 3 4
		git -C "$name" rev-parse 'refs/notes/perf^{tree}'
	done | sort -u | wc -l | grep -qx '[ ]*1'
	push_in a ', and merged 1 inbox'
	[ "$(refs_of_remote)" = refs/notes/perf ]
}

# it_takes_a_part: like a job, whose clone has one commit
it_takes_a_part() {
	git -C remote.git config uploadpack.allowFilter true
	git -C seed commit -q --allow-empty -m two
	git -C seed push -q ../remote.git main
	git clone -q --depth 1 "$url" job
	expect_exit 0 git -C job perf pull --last 1
	has "$err" ', a part of its results: 1 measured commit of the baseline'
	has "$err" 'deepened this clone by 1 commit, for 1 of 1 measured ones'
	record_in job 40
	expect_exit 0 git -C job perf check --format json
	has_json "$out" '"baseline":{"commits":1,'
	push_in job 'pushed 1 run in 1 note to origin, into an inbox'
	[ -z "$(find job/.git/perf -name 'part-*')" ]
	git -C b pull -q
	pull_in b 1 2 3 4 40
}

# free_port: a port that nobody listens on
free_port() {
	python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

# stop: ends the server, by its process id
server=
made=
stop() {
	[ -z "$server" ] || kill "$server" 2>/dev/null
	[ -z "$server" ] || wait "$server" 2>/dev/null
	server=
	[ -z "$made" ] || rmdir /run/sshd
	made=
}
trap 'stop; at_exit' EXIT

# listens PORT: waits for the server while it lives, ten minutes at most
listens() {
	python3 -c 'import os, socket, sys, time
for _ in range(12000):
    try:
        socket.create_connection(("127.0.0.1", int(sys.argv[1]))).close()
        sys.exit(0)
    except OSError:
        time.sleep(0.05)
    if " Z " in open("/proc/%s/stat" % sys.argv[2]).read():
        break
sys.exit(1)' "$1" "$server"
}

# ---- ssh ----

sshd=$(PATH=$PATH:/usr/sbin command -v sshd)

start_sshd() {
	mkdir -p ssh
	ssh-keygen -q -t ed25519 -N '' -f ssh/host
	ssh-keygen -q -t ed25519 -N '' -f ssh/user
	cp ssh/user.pub ssh/authorized
	port=$(free_port)
	# normally created by what starts sshd; required if run as root
	if [ "$(id -u)" = 0 ] && [ ! -d /run/sshd ]; then
		mkdir -m 0755 /run/sshd && made=1
	fi
	cat >ssh/config <<END
ListenAddress 127.0.0.1:$port
HostKey $PWD/ssh/host
AuthorizedKeysFile $PWD/ssh/authorized
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin yes
END
	"$sshd" -D -e -f "$PWD/ssh/config" 2>ssh/log &
	server=$!
	listens "$port"
	GIT_SSH_COMMAND="ssh -F none -i $PWD/ssh/user \
		-o IdentitiesOnly=yes -o IdentityAgent=none \
		-o BatchMode=yes -o LogLevel=ERROR \
		-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
	ssh=$GIT_SSH_COMMAND
	GIT_SSH_COMMAND="$ssh -o Port=$port"
	export GIT_SSH_COMMAND
	url=ssh://$(id -un)@127.0.0.1$PWD/remote.git
	sh -c "$GIT_SSH_COMMAND $(id -un)@127.0.0.1 true" 2>ssh/refused
}

it_is_refused_by_ssh() {
	record_in b 5
	mv ssh/authorized ssh/hidden
	expect_fatal 128 'Permission denied' git -C b perf push
	expect_fatal 128 'Permission denied' git -C b perf pull
	mv ssh/hidden ssh/authorized
	push_in b 'pushed 1 run'
	# nobody there
	GIT_SSH_COMMAND="$ssh -o Port=$(free_port)"
	record_in b 6
	expect_fatal 128 'cannot ' git -C b perf push
	has "$err" 'Connection refused'
}

mkdir over-ssh && cd over-ssh || exit 1
if [ -z "$sshd" ]; then
	skip 'over ssh' 'no sshd: apt-get install openssh-server'
elif ! start_sshd; then
	skip 'over ssh' "no login to our own sshd: $(head -n 1 ssh/log)"
else
	team a b c
	ok 'over ssh: push, pull, inbox, fold' it_shares
	ok 'over ssh: pull --last' it_takes_a_part
	ok 'over ssh: a refused push is reported in one line' \
		it_is_refused_by_ssh
	stop
fi
cd ..

# ---- http ----

lighttpd=$(PATH=$PATH:/usr/sbin command -v lighttpd)
backend=$(git --exec-path)/git-http-backend

start_lighttpd() {
	# a server that everybody may read and nobody may write
	cat >locked <<END
#!/bin/sh
case \$PATH_INFO?\$QUERY_STRING in
*git-receive-pack*) printf 'Status: 403 Forbidden\r\n\r\n' ;;
*) exec '$backend' ;;
esac
END
	chmod +x locked
	port=$(free_port)
	cat >httpd.conf <<END
server.modules = ("mod_alias", "mod_setenv", "mod_cgi")
server.document-root = "$PWD"
server.bind = "127.0.0.1"
server.port = $port
server.errorlog = "$PWD/httpd.log"
server.upload-dirs = ("$PWD")
alias.url = ("/git" => "$backend", "/locked" => "$PWD/locked")
cgi.assign = ("" => "")
setenv.set-environment = (
	"GIT_PROJECT_ROOT" => "$PWD",
	"GIT_HTTP_EXPORT_ALL" => "1",
	"GIT_CONFIG_NOSYSTEM" => "1",
	"HOME" => "$HOME"
)
END
	"$lighttpd" -D -f httpd.conf 2>httpd.err &
	server=$!
	listens "$port"
	url=http://127.0.0.1:$port/git/remote.git
}

it_is_refused_by_http() {
	record_in b 5
	git -C b remote set-url origin \
		"http://127.0.0.1:$port/locked/remote.git"
	expect_exit 0 git -C b perf pull
	expect_fatal 128 'The requested URL returned error: 403' \
		git -C b perf push
	git -C b remote set-url origin "$url"
	# the repository itself accepts no pushes
	git -C remote.git config http.receivepack false
	expect_fatal 128 'The requested URL returned error: 403' \
		git -C b perf push
	git -C remote.git config http.receivepack true
	push_in b 'pushed 1 run'
	git -C b remote set-url origin "http://127.0.0.1:$port/git/none.git"
	expect_fatal 128 'not found' git -C b perf pull
}

mkdir over-http && cd over-http || exit 1
if [ -z "$lighttpd" ]; then
	skip 'over http' 'no web server: apt-get install lighttpd'
elif [ ! -x "$backend" ]; then
	skip 'over http' 'this git has no http-backend'
elif ! start_lighttpd; then
	skip 'over http' "the web server did not start: $(head -n 1 httpd.log)"
else
	team a b c
	ok 'over http: push, pull, inbox, fold' it_shares
	ok 'over http: pull --last' it_takes_a_part
	ok 'over http: a refused push is reported in one line' \
		it_is_refused_by_http
	stop
fi
cd ..

finish
