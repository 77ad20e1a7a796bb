package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

type storedOrder struct {
	number string
	total  int64
}

var totals = map[string]int64{"T20261123000001": 1999}

func find(_ context.Context, number string) (*storedOrder, error) {
	total, found := totals[number]
	if !found {
		return nil, fmt.Errorf("no order is %s", number)
	}
	return &storedOrder{number, total}, nil
}

func deliverOnce(_ context.Context, order *storedOrder) error {
	_, err := fmt.Println("deliver", order.number)
	return err
}

func refundEnded(_ context.Context, number string, end qqwxpay.RefundEnd) error {
	_, err := fmt.Println("refund", number, end)
	return err
}

// --8<-- [start:notify]
func routes(pay *qqwxpay.Client) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("POST /notify", pay.NotificationHandler(qqwxpay.Handlers{
		Paid: func(ctx context.Context, paid *qqwxpay.PaidEvent) error {
			order, err := find(ctx, paid.OutTradeNo) // your own database ｜ 来自你自己的数据库
			if err != nil {
				return err
			}
			// an error when anything differs ｜ 有任何一项不符即为错误
			if err := paid.Expect(qqwxpay.Expected{OutTradeNo: order.number, Total: order.total}); err != nil {
				return err
			}
			return deliverOnce(ctx, order)
		},
		Refund: func(ctx context.Context, refund *qqwxpay.RefundEvent) error {
			return refundEnded(ctx, refund.OutRefundNo, refund.Status) // success, abnormal or closed ｜ success、abnormal 或 closed
		},
		Ignore: []qqwxpay.EventKind{qqwxpay.EventKindOther}, // events of other products ｜ 其他产品的事件
	}))
	return mux
}

// --8<-- [end:notify]

func main() {
	pay, err := qqwxpay.FromEnvironment()
	if err != nil {
		log.Fatal(err)
	}
	defer pay.Close()
	port := os.Getenv("PORT")
	if port == "" {
		port = "8000"
	}
	log.Fatal(http.ListenAndServe("127.0.0.1:"+port, routes(pay)))
}
