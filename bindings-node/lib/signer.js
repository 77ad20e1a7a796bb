'use strict';

// A signer of the shop's own: an HSM or a KMS in the place of the private key.

const { rawBytes } = require('./message');
const { Refusal, attempt } = require('./refusal');

/** What the core takes: the signature in Base64. Whether it is one is judged there. */
async function signature(signer, [message]) {
  return encoded(await signer.sign(Buffer.from(message, 'base64')));
}

function encoded(given) {
  const [bytes, refused] = attempt(() => rawBytes(given));
  if (refused) throw new Refusal('WRONG_TYPE', 'signer.sign', `it gave ${kind(given)}: expected the 256 bytes of the signature, a Uint8Array`);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** What it is, without anything of it. */
function kind(given) {
  if (given === undefined || given === null) return String(given);
  return typeof given === 'string' ? 'a text' : `an object of another kind (${typeof given})`;
}

module.exports = { signature };
