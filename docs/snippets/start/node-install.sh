npm install qq-wxpay express
npm install --save-dev qq-wxpay-sandbox
