package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

func main() {
	pay, err := qqwxpay.FromEnvironment()
	if err != nil {
		log.Fatal(err)
	}
	defer pay.Close()
	if err := cron(context.Background(), pay, []qqwxpay.OpenOrder{{
		Order:    qqwxpay.OrderReference{Family: qqwxpay.OrderFamilyDirect, OutTradeNo: os.Args[1]},
		Total:    1999,
		PlacedAt: qqwxpay.ChinaTime(time.Now().Add(-2 * time.Minute)),
	}}); err != nil {
		log.Fatal(err)
	}
}

// --8<-- [start:cron]
// once a minute, with every open order of your database ｜ 每分钟一次，传入数据库中所有未完成的订单
func cron(ctx context.Context, pay *qqwxpay.Client, orders []qqwxpay.OpenOrder) error {
	for report, err := range pay.ConfirmOpenOrders(ctx, qqwxpay.OpenOrders{Orders: orders, CloseAfter: qqwxpay.Some[int64](7200)}) {
		if err != nil {
			return err
		}
		switch report.Result {
		case qqwxpay.OpenOrderReportPaid:
			fmt.Println("deliver", report.Paid.OutTradeNo) // as a notification does ｜ 与处理通知的是同一个函数
		case qqwxpay.OpenOrderReportClosed:
			fmt.Println("release", report.Order.OutTradeNo)
		case qqwxpay.OpenOrderReportRefused:
			fmt.Println(report.Error)
		}
	}
	return nil
}

// --8<-- [end:cron]
