// What the test asks of the handler comes with the request; a real one does its own work here.
import { QqWxPay } from 'qq-wxpay';
import { notifications } from 'qq-wxpay/web';

export const runtime = 'nodejs';

// Made when it is needed first: `next build` loads this file, too, and has no settings.
let pay;
const seen = [];
let behave = 'well';

const handle = notifications(() => (pay ??= QqWxPay.fromEnv()), {
  paid(paid) {
    seen.push(paid.type);
    if (behave === 'throw') throw new Error('the database is down');
    return behave !== 'fail';
  },
  onError: (error) => { seen.push(error.code ?? error.message); },
});

export async function POST(request) {
  if (request.headers.has('x-parse-first')) await request.json().catch(() => {});
  return handle(request);
}

/** For the test: how to behave from now on, and what was seen so far; or the memory that this process takes. */
export function GET(request) {
  if (request.nextUrl.searchParams.has('memory')) return Response.json(process.memoryUsage().rss);
  behave = request.nextUrl.searchParams.get('behave') ?? behave;
  return Response.json(seen.splice(0));
}
