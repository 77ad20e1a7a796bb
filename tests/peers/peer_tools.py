"""What the checks in Python share: the sandbox's control interface, a merchant that takes everything, expectations."""

import http.server
import json
import queue
import threading
import urllib.request
import uuid

PATIENCE = 15


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


def order_number():
    return "Y" + uuid.uuid4().hex[:20]


class Refused:
    """A block that must end with such an exception."""

    def __init__(self, kind):
        self.kind = kind

    def __enter__(self):
        return self

    def __exit__(self, kind, error, _):
        expect(kind is not None, "it was accepted")
        return issubclass(kind, self.kind)


class Sandbox:
    """The control interface of a sandbox on this machine."""

    def __init__(self, base_url):
        expect(base_url.startswith(("http://127.0.0.1:", "http://localhost:")), "--base-url must be on this machine")
        self.base_url = base_url
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def call(self, method, path, content=None):
        data = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(self.base_url + path, data, {"Content-Type": "application/json"}, method=method)
        with self.opener.open(request, timeout=PATIENCE) as response:
            return json.loads(response.read() or b"null")


class TakingMerchant:
    """A server that acknowledges every notification and hands it on: headers and bytes."""

    def __init__(self, answer):
        arrived = self.arrived = queue.Queue()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 1 << 20))
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer.encode())
                arrived.put((self.headers, body))

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/notify"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next(self):
        return self.arrived.get(timeout=PATIENCE)

    def stop(self):
        self.server.shutdown()
