"""A registry of npm on this machine: it has the packages that are packed here, and sends npm to its own registry for all others."""

from __future__ import annotations

import base64
import hashlib
import http.server
import json
import pathlib
import subprocess
import tarfile
import threading
from typing import Any, Dict
from urllib.parse import unquote


class Registry:
    """Serves the tarballs of a folder."""

    def __init__(self, folder: pathlib.Path) -> None:
        packages = {}
        for tarball in folder.glob("*.tgz"):
            with tarfile.open(tarball) as opened:
                member = opened.extractfile("package/package.json")
                assert member is not None
                packages[json.load(member)["name"]] = tarball
        others = subprocess.run(["npm", "config", "get", "registry"], capture_output=True, text=True, check=True).stdout.strip().rstrip("/")

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                name = unquote(self.path.lstrip("/"))
                if name in packages:
                    self._send(json.dumps(self._document(name)).encode())
                elif name.startswith("tarballs/"):
                    self._send((folder / pathlib.PurePath(name).name).read_bytes())
                else:
                    self.send_response(302)
                    self.send_header("Location", f"{others}{self.path}")
                    self.end_headers()

            def _document(self, name: str) -> Dict[str, Any]:
                tarball = packages[name]
                with tarfile.open(tarball) as opened:
                    member = opened.extractfile("package/package.json")
                    assert member is not None
                    manifest = json.load(member)
                digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
                manifest["dist"] = {"tarball": f"{address}/tarballs/{tarball.name}", "integrity": f"sha512-{digest}"}
                version = manifest["version"]
                return {"name": name, "dist-tags": {"latest": version}, "versions": {version: manifest}}

            def _send(self, content: bytes) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        address = self.address = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
