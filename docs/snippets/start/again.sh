curl -X POST http://127.0.0.1:18700/sandbox/orders/T20261123000001/deliver-again
