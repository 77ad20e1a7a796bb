pip install "qq-wxpay[testing]" flask
