export default {
  output: 'standalone',
  serverExternalPackages: ['qq-wxpay'], // a native addon: bundles leave it out ｜ 原生 addon，不打进 bundle
};
