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
	if err := closeOrder(context.Background(), pay, os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// --8<-- [start:close]
func closeOrder(ctx context.Context, pay *qqwxpay.Client, number string) error {
	status, err := pay.CloseIfUnpaid(ctx, qqwxpay.OrderReference{Family: qqwxpay.OrderFamilyDirect, OutTradeNo: number})
	if err != nil {
		return err
	}
	switch status.State {
	case qqwxpay.PaymentStatePaid:
		fmt.Println("paid: deliver") // somebody was faster ｜ 有人先付了款
	case qqwxpay.PaymentStateClosed:
		fmt.Println("closed: the goods are free")
	default:
		fmt.Println(status.State, "ask again later") // not_paid, unknown: status.Reason says why ｜ not_paid、unknown：原因在 status.Reason
	}
	return nil
}

// --8<-- [end:close]
