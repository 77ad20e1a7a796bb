"""`cryptography` itself, and wechatpayv3: `python judge.py CASES.jsonl >ANSWERS.jsonl`"""

import base64
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key
from wechatpayv3 import utils


class Cryptography:
    name = "Python's cryptography"

    def sign(self, case):
        key = load_pem_private_key(case["private_key"].encode(), password=None)
        return base64.b64encode(key.sign(message(case).encode(), PKCS1v15(), SHA256())).decode()

    def verify(self, case, signature):
        key = load_pem_public_key(case["public_key"].encode())
        try:
            key.verify(base64.b64decode(signature, validate=True), message(case).encode(), PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        return True

    def open(self, case, resource):
        given = base64.b64decode(resource["ciphertext"]), resource["associated_data"].encode()
        return AESGCM(case["api_v3_key"].encode()).decrypt(resource["nonce"].encode(), *given).decode()

    def seal(self, case, resource):
        given = case["plain"].encode(), resource["associated_data"].encode()
        return base64.b64encode(AESGCM(case["api_v3_key"].encode()).encrypt(resource["nonce"].encode(), *given)).decode()


class WeChatPayV3:
    name = "wechatpayv3"

    def sign(self, case):
        return utils.rsa_sign(utils.load_private_key(case["private_key"]), message(case))

    def verify(self, case, signature):
        key = utils.load_public_key(case["public_key"])
        return utils.rsa_verify(case["timestamp"], case["nonce"], case["body"], signature, key) is True

    def open(self, case, resource):
        given = resource["nonce"], resource["ciphertext"], resource["associated_data"]
        return utils.aes_decrypt(*given, case["api_v3_key"])

    def seal(self, case, resource):
        return None  # it only opens


def message(case):
    return f"{case['timestamp']}\n{case['nonce']}\n{case['body']}\n"


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        for case in map(json.loads, lines):
            resource = json.loads(case["body"])["resource"]
            for judge in (Cryptography(), WeChatPayV3()):
                answer = {
                    "judge": judge.name,
                    "number": case["number"],
                    "signature": judge.sign(case),
                    "verdicts": [judge.verify(case, signed["signature"]) for signed in case["signatures"]],
                    "opened": judge.open(case, resource),
                    "sealed": judge.seal(case, resource),
                }
                print(json.dumps(answer))


if __name__ == "__main__":
    main()
