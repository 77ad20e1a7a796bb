import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

export default {
  output: 'standalone',
  // The addon is loaded by Node, not bundled.
  serverExternalPackages: ['qq-wxpay'],
  // Only here, where Next.js itself is one folder above.
  turbopack: { root },
  outputFileTracingRoot: root,
};
