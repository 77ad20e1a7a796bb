composer require qq-wxpay/qq-wxpay
