npx qq-wxpay sandbox --write-env sandbox.env
