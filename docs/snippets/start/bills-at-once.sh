curl -X PUT http://127.0.0.1:18700/sandbox/switches -d '{"bills_at_once":true}'
