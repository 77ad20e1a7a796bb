'use strict';

// The raw bytes of a request, counted while they are read. Nothing here fails: a connection that breaks is an answer, too.

const native = require('../lib/native');

/** A longer notification is no genuine one, in bytes. What is read is at most one byte more, and the client refuses that. */
const LIMIT = native.maximumNotificationBytes();

const nothing = () => {};

/**
 * What is read of a body: `body`, raw bytes, or whatever a parser left in their place, which the client refuses by name; `unread` when more
 * would come, so that the connection is of no use afterwards; `broken` when nobody is left to be answered.
 */
const read = (chunks, more) => ({ unread: false, broken: false, body: joined(chunks), ...more });

/** The body of a request of Node's own kind. What a parser made of it is asked for only when somebody has read it before. */
function nodeBody(request, parsed = () => parsedBody(request)) {
  if (request.readableEnded || request.readableDidRead) return Promise.resolve(found(parsed()));
  if (request.destroyed) return Promise.resolve(read([], { broken: true }));
  return new Promise((resolve) => {
    const chunks = [];
    let size = 0;
    const events = {
      data(chunk) {
        // Somebody has set an encoding: these are no raw bytes any more.
        if (typeof chunk === 'string') return end({ body: chunk, unread: true });
        size += chunk.length;
        chunks.push(chunk);
        if (size > LIMIT) end({ unread: true });
      },
      end: () => end({}),
      aborted: () => end({ broken: true }),
      close: () => end({ broken: true }),
      error: () => end({ broken: true }),
    };
    const end = (more) => {
      for (const [name, listener] of Object.entries(events)) request.off(name, listener);
      // It may break later: an error that nobody listens to would end the process.
      request.on('error', nothing);
      if (more.unread) request.pause();
      resolve(read(chunks, more));
    };
    for (const [name, listener] of Object.entries(events)) request.on(name, listener);
  });
}

/** The body of a web `Request`. */
async function webBody(request) {
  // Somebody has read it before, or is reading it.
  if (request.bodyUsed || request.body?.locked) return found(undefined);
  if (!request.body) return read([]);
  const chunks = [];
  let size = 0;
  try {
    const reader = request.body.getReader();
    while (size <= LIMIT) {
      const { done, value } = await reader.read();
      if (done) return read(chunks);
      size += value.length;
      chunks.push(value);
    }
    reader.cancel().catch(nothing);
    return read(chunks, { unread: true });
  } catch {
    return read([], { broken: true });
  }
}

/** What a body parser left: its raw bytes, else what it made of them. */
function parsedBody(request) {
  return request.rawBody instanceof Uint8Array ? request.rawBody : request.body;
}

function found(body) {
  return read([], { body: body instanceof Uint8Array ? body.subarray(0, LIMIT + 1) : body });
}

function joined(chunks) {
  return chunks.length === 1 ? chunks[0].subarray(0, LIMIT + 1) : Buffer.concat(chunks, Math.min(lengthOf(chunks), LIMIT + 1));
}

function lengthOf(chunks) {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

module.exports = { nodeBody, webBody };
