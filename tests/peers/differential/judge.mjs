// Node's own crypto, and wechatpay-axios-plugin: `node judge.mjs CASES.jsonl >ANSWERS.jsonl`
import { createCipheriv, createDecipheriv, createSign, createVerify } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { Aes, Rsa } from 'wechatpay-axios-plugin';

const TAG = 16;

const judges = {
  "Node's crypto": {
    sign: (message, key) => createSign('sha256').update(message).sign(key, 'base64'),
    verify: (message, signature, key) => createVerify('sha256').update(message).verify(key, signature, 'base64'),
    open(ciphertext, key, nonce, associated) {
      const bytes = Buffer.from(ciphertext, 'base64');
      const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associated));
      cipher.setAuthTag(bytes.subarray(-TAG));
      return Buffer.concat([cipher.update(bytes.subarray(0, -TAG)), cipher.final()]).toString('utf8');
    },
    seal(plain, key, nonce, associated) {
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(associated));
      return Buffer.concat([cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
    },
  },
  'wechatpay-axios-plugin': {
    sign: (message, key) => Rsa.sign(message, key),
    verify: (message, signature, key) => Rsa.verify(message, signature, key),
    open: (ciphertext, key, nonce, associated) => Aes.AesGcm.decrypt(ciphertext, key, nonce, associated),
    seal: (plain, key, nonce, associated) => Aes.AesGcm.encrypt(plain, key, nonce, associated),
  },
};

/** What throws is a refusal. */
function counts(check) {
  try {
    return check() === true;
  } catch {
    return false;
  }
}

for (const line of readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  const found = JSON.parse(line);
  const message = `${found.timestamp}\n${found.nonce}\n${found.body}\n`;
  const { ciphertext, nonce, associated_data: associated } = JSON.parse(found.body).resource;
  for (const [judge, { sign, verify, open, seal }] of Object.entries(judges)) {
    const verdicts = found.signatures.map(({ signature }) => counts(() => verify(message, signature, found.public_key)));
    const answer = {
      judge,
      number: found.number,
      signature: sign(message, found.private_key),
      verdicts,
      opened: open(ciphertext, found.api_v3_key, nonce, associated),
      sealed: seal(found.plain, found.api_v3_key, nonce, associated),
    };
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}
