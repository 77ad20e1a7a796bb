package main

import (
	"context"
	"fmt"
	"log"
	"os"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

func main() {
	pay, err := qqwxpay.FromEnvironment()
	if err != nil {
		log.Fatal(err)
	}
	defer pay.Close()
	if err := refund(context.Background(), pay, os.Args[1], os.Args[2]); err != nil {
		log.Fatal(err)
	}
}

// --8<-- [start:refund]
func refund(ctx context.Context, pay *qqwxpay.Client, outTradeNo, outRefundNo string) error {
	refund, err := pay.Refund(ctx, qqwxpay.RefundRequest{
		OutTradeNo:  outTradeNo,
		OutRefundNo: outRefundNo,                                           // repeat with the same number only ｜ 重试只能用同一个退款单号
		Amount:      qqwxpay.RefundRequestAmount{Refund: 500, Total: 1999}, // fen ｜ 分
		Reason:      "少发一件",
	})
	if err != nil {
		return err
	}
	fmt.Println(refund.Status) // PROCESSING: accepted, not ended ｜ PROCESSING：已受理，尚未结束

	// later, or when no notification has come ｜ 稍后，或一直没有收到通知时
	refund, err = pay.QueryRefund(ctx, qqwxpay.RefundQuery{OutRefundNo: outRefundNo})
	if err != nil {
		return err
	}
	fmt.Println(refund.Status) // SUCCESS, PROCESSING, ABNORMAL, CLOSED
	return nil
}

// --8<-- [end:refund]
