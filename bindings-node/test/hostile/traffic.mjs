// What anybody can send who knows the address of the notifications.
import { connect } from 'node:net';

/** So long a connection is waited for that nobody ends, in milliseconds. */
const MOST = 60_000;

/** Sends the pieces over one connection and gives the text that comes back until the other side ends it; or breaks it off when all are sent. */
export function raw(address, pieces, { breakOff = false } = {}) {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(Number(port), hostname);
    const done = () => { socket.destroy(); resolve(said); };
    const late = setTimeout(done, MOST);
    socket.setEncoding('latin1');
    socket.on('data', (text) => { said += text; });
    socket.on('error', () => {});
    socket.on('close', () => { clearTimeout(late); done(); });
    socket.on('connect', async () => {
      for (const piece of pieces) await new Promise((sent) => { socket.write(piece, () => sent()); });
      if (breakOff) done();
    });
  });
}

/** The head of a request; the connection ends with it. */
export function head(path, headers, method = 'POST') {
  const all = { host: 'shop.example.com', connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/**
 * Sends so many bytes as fast as they are taken, in one length or in chunks, and stops when the other side does.
 * Gives how many went off, and the first line that came back.
 */
export function flood(address, path, headers, bytes, chunked) {
  const { hostname, port } = new URL(address);
  const piece = Buffer.alloc(1 << 16, 'x');
  const frame = chunked ? Buffer.concat([Buffer.from('10000\r\n'), piece, Buffer.from('\r\n')]) : piece;
  const length = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': bytes };
  return new Promise((resolve) => {
    let [sent, said] = [0, ''];
    const socket = connect(Number(port), hostname);
    const done = () => { clearTimeout(late); resolve({ sent, status: Number(said.split(' ')[1]) || undefined }); };
    const late = setTimeout(() => socket.destroy(), 3 * MOST);
    socket.setEncoding('latin1');
    socket.on('data', (text) => { said += text; });
    socket.on('error', () => {});
    socket.on('close', done);
    const more = () => {
      while (sent < bytes && !socket.destroyed) {
        sent += piece.length;
        if (!socket.write(frame)) return void socket.once('drain', more);
      }
      if (chunked && !socket.destroyed) socket.write('0\r\n\r\n');
    };
    socket.on('connect', () => { socket.write(head(path, { ...headers, ...length })); more(); });
  });
}
