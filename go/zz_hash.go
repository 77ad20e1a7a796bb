package qqwxpay

const schemaHash = "x"
