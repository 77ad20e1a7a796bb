module.exports = {
  apps: [
    {
      name: 'shop',
      script: 'shop.mjs',
      instances: 'max', // they share QQ's access token in a file ｜ 各进程通过文件共用 QQ 的 access_token
      exec_mode: 'cluster',
      env: { NODE_ENV: 'production' },
    },
    { name: 'open-orders', script: 'open-orders.mjs', cron_restart: '* * * * *', autorestart: false },
  ],
};
