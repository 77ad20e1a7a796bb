python -m qq_wxpay sandbox --write-env sandbox.env
