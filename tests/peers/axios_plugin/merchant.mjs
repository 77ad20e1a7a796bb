// The merchant's server.

import { createServer } from 'node:http';
import { PATIENCE } from './sandbox.mjs';

/** Starts a server that acknowledges what `read` believes; `next` gives what arrives. */
export async function startMerchant() {
  let waiting = null;
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('utf8');
    const outcome = { headers: request.headers, body };
    try {
      outcome.read = waiting.read(request.headers, body);
      response.writeHead(waiting.answer.status).end(waiting.answer.body);
    } catch (error) {
      outcome.error = error.message;
      response.writeHead(500).end();
    }
    waiting?.resolve(outcome);
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const next = (read, answer) => {
    const arrival = new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no notification came')), PATIENCE);
      waiting = { read, answer, resolve: (outcome) => { clearTimeout(timer); resolve(outcome); } };
    });
    // It is awaited later; until then a time-out must not end the process.
    arrival.catch(() => {});
    return arrival;
  };
  return { server, next, address: `http://127.0.0.1:${server.address().port}/notify` };
}
