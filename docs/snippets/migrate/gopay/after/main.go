package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

func main() {
	number, ctx := os.Args[1], context.Background()
	pay, err := qqwxpay.FromEnvironment() // the same values, from QQ_WXPAY_… ｜ 同样的值，取自 QQ_WXPAY_… 变量
	if err != nil {
		log.Fatal(err)
	}

	http.Handle("POST /notify", pay.NotificationHandler(qqwxpay.Handlers{
		Paid: func(ctx context.Context, paid *qqwxpay.PaidEvent) error {
			// an error when anything differs ｜ 有任何一项不符即为错误
			if err := paid.Expect(qqwxpay.Expected{OutTradeNo: number, Total: 1999}); err != nil {
				return err
			}
			fmt.Println("paid", paid.OutTradeNo, paid.Total)
			refund, err := pay.Refund(ctx, qqwxpay.RefundRequest{
				OutTradeNo:  number,
				OutRefundNo: "R" + number,
				Amount:      qqwxpay.RefundRequestAmount{Refund: 500, Total: 1999},
			})
			if err != nil {
				return err
			}
			fmt.Println("refund", refund.Status)
			return nil
		},
		Ignore: []qqwxpay.EventKind{qqwxpay.EventKindRefund},
	}))
	go func() { log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil)) }()

	// Access token, relay address and their encoding are the library's. ｜ access_token、中转地址及其编码都由本库处理。
	placement, err := pay.PlaceOrder(ctx, qqwxpay.OrderRequest{
		OutTradeNo:  number,
		Description: "蓝色马克杯",
		Amount:      qqwxpay.OrderAmount{Total: 1999},
		SceneInfo:   qqwxpay.SceneInfo{PayerClientIP: "203.0.113.7"},
	})
	if err != nil {
		log.Fatal(err)
	}
	if placement.Placed == nil { // nobody knows whether it exists: ConfirmOrder ｜ 不知道订单是否存在：用 ConfirmOrder 查明
		log.Fatal(placement.ToConfirm.Error)
	}
	fmt.Println("link", placement.Placed.H5URL)
	select {}
}
