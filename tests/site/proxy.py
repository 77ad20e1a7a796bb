"""A proxy that leads requests to QQ and WeChat Pay into the sandbox, for programs whose packages know no other address: they stay as they are."""

from __future__ import annotations

import datetime
import http.client
import http.server
import pathlib
import ssl
import threading
from typing import Dict
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_HOSTS = {"api.q.qq.com": "QQ_WXPAY_QQ_BASE_URL", "api.mch.weixin.qq.com": "QQ_WXPAY_WECHAT_BASE_URL"}


class Proxy:
    """Ends TLS with a certificate of its own, which the variables of `env` tell the program to believe."""

    def __init__(self, folder: pathlib.Path, bases: Dict[str, str]) -> None:
        certificate = folder / "proxy.pem"
        certificate.write_bytes(_certificate())
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(certificate)

        class Inside(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                base = urlsplit(bases[_HOSTS[self.headers["Host"].partition(":")[0]]])
                onward = http.client.HTTPConnection(base.netloc, timeout=60)
                onward.request(self.command, base.path.rstrip("/") + self.path, body, dict(self.headers))
                reply = onward.getresponse()
                content = reply.read()
                self.send_response_only(reply.status)
                for name, value in reply.getheaders():
                    if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST

            def log_message(self, *_: object) -> None:
                pass

        class Outside(http.server.BaseHTTPRequestHandler):
            def do_CONNECT(self) -> None:
                if self.path.partition(":")[0] not in _HOSTS:
                    self.send_error(403, "a test sends nothing to other hosts")
                    return
                self.send_response_only(200)
                self.end_headers()
                with secure.wrap_socket(self.connection, server_side=True) as inside:
                    Inside(inside, self.client_address, self.server)
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Outside)
        self.env = {"HTTPS_PROXY": f"http://127.0.0.1:{self._server.server_address[1]}", "SSL_CERT_FILE": str(certificate)}
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def _certificate() -> bytes:
    """Key and certificate for both hosts, for this run."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a test's proxy")])
    now = datetime.datetime.now(datetime.timezone.utc)
    day = datetime.timedelta(days=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - day, now + day)
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in _HOSTS]), False)
    made = made.add_extension(x509.BasicConstraints(True, None), True)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return private + made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
