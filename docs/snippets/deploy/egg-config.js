// config/config.default.js
module.exports = () => ({
  bodyParser: { ignore: '/notify' }, // the adapter takes the raw bytes ｜ 由适配器读取原始字节
  security: { csrf: { ignore: '/notify' } },
});
