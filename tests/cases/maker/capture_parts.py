"""What broken captures are put together from: raw HTTP, signatures right and wrong, V2's texts and seals."""

import base64
import hashlib

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from .make import MCHID, NONCE, NOW, SERIAL, V2_KEY, direct_order, merchant_key, order_request, proxy, rsa, v2_xml

DIRECT = "/v3/pay/transactions/h5"
THROUGH_QQ = proxy(DIRECT).removeprefix("https://api.q.qq.com")
BODY = direct_order(order_request())
QUERY = f"/v3/pay/transactions/out-trade-no/1217752501201407033233368018?mchid={MCHID}"


def raw(start, headers, body):
    body = body if isinstance(body, bytes) else body.encode()
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{start} HTTP/1.1\r\n{lines}\r\n".encode() + body


def authorization(signature, timestamp=NOW, nonce=NONCE, serial=SERIAL, mchid=MCHID):
    return (
        f'WECHATPAY2-SHA256-RSA2048 mchid="{mchid}",nonce_str="{nonce}",signature="{signature}",'
        f'timestamp="{timestamp}",serial_no="{serial}"'
    )


def v3_request(message, method="POST", target=THROUGH_QQ, body=BODY, key=merchant_key, signature=None, header=None, **items):
    """A request whose signature is over `message`."""
    message = message if isinstance(message, bytes) else message.encode()
    size = len(body if isinstance(body, bytes) else body.encode())
    headers = {
        "Host": "api.q.qq.com" if "/wxpay" in target else "api.mch.weixin.qq.com",
        "Authorization": header or authorization(signature or rsa(key, message), **items),
        "Accept": "application/json", "User-Agent": "shop/1.0",
    }
    if body:
        headers.update({"Content-Type": "application/json", "Content-Length": size})
    return raw(f"{method} {target}", headers, body)


def text(method="POST", target=DIRECT, timestamp=NOW, nonce=NONCE, body=BODY):
    return f"{method}\n{target}\n{timestamp}\n{nonce}\n{body}\n"


def sha256_hex(message):
    return hashlib.sha256(message).hexdigest()


def sha1(message):
    return base64.b64encode(merchant_key.sign(message, padding.PKCS1v15(), hashes.SHA1())).decode()


def unknown_signature(message):
    """A signature in which one bit is another: no key made it."""
    signature = bytearray(base64.b64decode(rsa(merchant_key, message)))
    signature[100] ^= 1
    return base64.b64encode(bytes(signature)).decode()


def v3_notice(body, headers, without=(), **more):
    data = body if isinstance(body, bytes) else body.encode()
    headers = {name: value for name, value in headers.items() if name not in without}
    return raw("POST /notify", {"Host": "pay.example.com", "Content-Type": "application/json", **headers, **more}, data)


def v2_post(fields, sign, target="/wxpay/unifiedorder", cdata=True, body=None, host="api.q.qq.com"):
    body = body or v2_xml({**fields, "sign": sign}, cdata=cdata)
    return raw(f"POST {target}", {"Host": host, "Content-Type": "text/xml"}, body)


def joined(pairs, key=V2_KEY):
    return "&".join(f"{name}={value}" for name, value in pairs) + f"&key={key}"


def md5(message, encoding="utf-8"):
    return hashlib.md5(message.encode(encoding, "replace")).hexdigest().upper()


def seal(key_text, content):
    return ecb(hashlib.md5(key_text.encode()).hexdigest().encode(), content)


def ecb(key, content):
    data = content.encode()
    data += bytes([16 - len(data) % 16]) * (16 - len(data) % 16)
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return base64.b64encode(encryptor.update(data) + encryptor.finalize()).decode()
