package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

func main() {
	ctx := context.Background()
	pay, err := qqwxpay.FromEnvironment()
	if err != nil {
		log.Fatal(err)
	}
	defer pay.Close()
	placement, err := pay.PlaceOrder(ctx, qqwxpay.OrderRequest{
		OutTradeNo:  "T20261123000001",
		Description: "Blue mug",
		Amount:      qqwxpay.OrderAmount{Total: 1999}, // fen: 19.99 yuan ｜ 分，即 19.99 元
		SceneInfo:   qqwxpay.SceneInfo{PayerClientIP: "203.0.113.7"},
	})
	if err != nil {
		log.Fatal(err)
	}
	if placed := placement.Placed; placed != nil {
		forClient, _ := json.Marshal(placed.RequestPayment) // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
		fmt.Println(string(forClient))
	} else {
		fmt.Println(pay.ConfirmOrder(ctx, placement.ToConfirm.Order)) // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
	}
}
