"""What the locustfile asks: pages from www/, a 200 kB file, orders."""
import functools
import http.server
import os


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(201)
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *args):
        pass


with open("www/big.bin", "wb") as big:
    big.write(bytes(200000))
http.server.ThreadingHTTPServer(
    ("127.0.0.1", 18431), functools.partial(Handler, directory="www")
).serve_forever()
