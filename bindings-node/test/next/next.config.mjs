import { fileURLToPath } from 'node:url';

export default {
  // The addon is loaded by Node, not bundled.
  serverExternalPackages: ['qq-wxpay'],
  // Only here, where Next.js itself is one folder above.
  turbopack: { root: fileURLToPath(new URL('..', import.meta.url)) },
};
