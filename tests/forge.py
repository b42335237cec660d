"""A forge on loopback: what GitHub and GitLab answer to contrib/ci.

    forge.py ROOT

ROOT/project.git is served over smart http by git http-backend; ROOT/state.json
has what the rest is about, and is read anew for each request:

    tokens    {token: [what it may: "read", "write", "comment"]}
    login     of whoever has a token
    pulls     GitHub's pull requests, as its API shows them
    comments  {number: [comments]}, as either API shows them

Reading the repository needs a token if "private" is true; pushing always does.
Each request is a line of ROOT/requests (method, path, status). The first line
on stdout is the port that it listens on. It ends by itself after ten minutes.
"""

import base64
import http.server
import json
import os
import subprocess
import sys
import threading
import urllib.parse

ROOT = os.path.abspath(sys.argv[1])
LOCK = threading.Lock()
BACKEND = os.path.join(
    subprocess.check_output(["git", "--exec-path"], text=True).strip(),
    "git-http-backend",
)


def state():
    with open(os.path.join(ROOT, "state.json")) as file:
        return json.load(file)


def save(value):
    with open(os.path.join(ROOT, "state.new"), "w") as file:
        json.dump(value, file)
    os.rename(os.path.join(ROOT, "state.new"), os.path.join(ROOT, "state.json"))


class Forge(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", headers=()):
        with LOCK, open(os.path.join(ROOT, "requests"), "a") as file:
            file.write(f"{self.command} {self.path} {status}\n")
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_json(self, status, value):
        # Rails escapes these, and so does nobody else: both are to be read.
        text = json.dumps(value)
        if "/api/v4/" in self.path:
            text = text.replace("<", "\\u003c").replace(">", "\\u003e")
        self.answer(status, text.encode(), [("Content-Type", "application/json")])

    def rights(self):
        """What the token of the request may; None if there is a wrong one."""
        given = self.headers.get_all("Authorization") or []
        if not given:
            return []
        kind, _, word = given[0].partition(" ")
        if len(given) > 1:
            return None
        if kind.lower() == "basic":
            word = base64.b64decode(word).decode().partition(":")[2]
        return state()["tokens"].get(word)

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            data = b""
            while size := int(self.rfile.readline(), 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return data
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def handle_all(self):
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        data = self.body()
        if url.path.startswith("/team/project.git/"):
            return self.git(url, query, data)
        rights = self.rights()
        if not rights or "comment" not in rights:
            return self.answer_json(403 if rights else 401, {"message": "no"})
        with LOCK:
            found = self.api(url.path, query, data)
        return self.answer_json(*(found or (404, {"message": "Not Found"})))

    do_GET = do_POST = do_PATCH = do_PUT = handle_all

    # ---- git ----

    def git(self, url, query, data):
        service = query.get("service", url.path.rsplit("/", 1)[-1])
        wanted = "write" if service == "git-receive-pack" else "read"
        rights = self.rights()
        if wanted == "write" or state().get("private"):
            if not rights:
                challenge = [("WWW-Authenticate", 'Basic realm="forge"')]
                return self.answer(401, b"", challenge)
            if wanted not in rights:
                return self.answer(403, b"")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ["HOME"],
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_PROJECT_ROOT": ROOT,
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
            "REMOTE_USER": "somebody",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": url.path[len("/team") :],
            "QUERY_STRING": url.query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(data)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
        }
        done = subprocess.run(
            [BACKEND], input=data, env=environment, stdout=subprocess.PIPE, timeout=3600
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        headers = [tuple(h.split(": ", 1)) for h in head.decode().split("\r\n")]
        status = int(dict(headers).get("Status", "200").split()[0])
        return self.answer(status, body, [h for h in headers if h[0] != "Status"])

    # ---- the APIs ----

    def api(self, path, query, data):
        now = state()
        words = path.strip("/").split("/")
        if words == ["api", "v4", "user"]:
            return 200, {"id": 7, "username": now["login"]}
        if words == ["repos", "team", "project", "pulls"]:
            assert query.get("state") == "open" and ":" in query["head"]
            return 200, [p for p in now["pulls"] if p["head"]["label"] == query["head"]]
        if words[:4] == ["repos", "team", "project", "issues"]:
            if words[4] == "comments" and self.command == "PATCH":
                return self.change(now, words[5], data)
            if words[5:] == ["comments"]:
                return self.comments(now, words[4], query, data, "user")
        if words[:5] == ["api", "v4", "projects", "42", "merge_requests"]:
            if words[6:] == ["notes"]:
                return self.comments(now, words[5], query, data, "author")
            if words[6] == "notes" and self.command == "PUT":
                return self.change(now, words[7], data)
        return None

    def comments(self, now, number, query, data, role):
        there = now["comments"].setdefault(number, [])
        if self.command == "GET":
            size = min(int(query.get("per_page", 20)), 100)
            first = (int(query.get("page", 1)) - 1) * size
            return 200, there[first : first + size]
        name = "login" if role == "user" else "username"
        fresh = {
            "id": 1000 + sum(len(c) for c in now["comments"].values()),
            role: {"id": 7, name: now["login"]},
            "body": json.loads(data)["body"],
        }
        there.append(fresh)
        save(now)
        return 201, fresh

    def change(self, now, number, data):
        for comment in (c for all in now["comments"].values() for c in all):
            if str(comment["id"]) == number:
                comment["body"] = json.loads(data)["body"]
                save(now)
                return 200, comment
        return None


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forge)
    server.daemon_threads = True
    end = threading.Timer(600, server.shutdown)
    end.daemon = True
    end.start()
    print(server.server_address[1], flush=True)
    sys.stdout.close()
    server.serve_forever()


main()
