package main

import (
	"context"
	"errors"
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
	if err := order(context.Background(), pay, os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// --8<-- [start:order]
func order(ctx context.Context, pay *qqwxpay.Client, number string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	placement, err := pay.PlaceOrder(ctx, qqwxpay.OrderRequest{
		OutTradeNo:  number,                                              // chosen by you, once for each order ｜ 由你选定，每笔订单一个
		Description: "蓝色马克杯",                                             // up to 127 bytes: 42 Chinese characters ｜ 最多 127 字节，即 42 个汉字
		Amount:      qqwxpay.OrderAmount{Total: 1999},                    // fen, from your own product, never from the client ｜ 分，取自自己的商品，绝不由客户端传来
		SceneInfo:   qqwxpay.SceneInfo{PayerClientIP: "203.0.113.7"},     // the payer's, as your server sees it ｜ 付款人的地址，由服务器取得
		TimeExpire:  qqwxpay.ChinaTime(time.Now().Add(15 * time.Minute)), // nobody can pay later than that ｜ 过了这个时间就不能再付款
		Attach:      "shop 12",                                           // comes back in queries and notifications ｜ 在查单结果和通知里原样返回
	})
	var failed *qqwxpay.Error
	if errors.As(err, &failed) {
		fmt.Println(failed.Code, failed.Field, failed.Retry, failed.Remedy)
	}
	if err != nil {
		return err
	}
	if placed := placement.Placed; placed != nil {
		fmt.Println(placed.RequestPayment.URL, placed.RequestPayment.Referer) // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
		return nil
	}
	status, err := pay.ConfirmOrder(ctx, placement.ToConfirm.Order) // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
	if err != nil {
		return err
	}
	fmt.Println(status.State)
	return nil
}

// --8<-- [end:order]
