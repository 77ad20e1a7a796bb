curl http://127.0.0.1:18700/sandbox/pay -d '{"h5_url":"URL"}'
