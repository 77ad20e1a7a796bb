package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

type shop struct {
	name     string
	settings qqwxpay.Settings
}

type storedOrder struct {
	shop, number string
	total        int64
}

func find(_ context.Context, shop, number string) (*storedOrder, error) {
	if shop != "mugs" || number != "T20261123000004" {
		return nil, fmt.Errorf("%s has no order %s", shop, number)
	}
	return &storedOrder{shop, number, 1999}, nil
}

func deliverOnce(_ context.Context, order *storedOrder) error {
	_, err := fmt.Println("deliver", order.shop, order.number)
	return err
}

// --8<-- [start:merchants]
func open(shops []shop) (*qqwxpay.Merchants, error) {
	merchants, err := qqwxpay.NewMerchants()
	if err != nil {
		return nil, err
	}
	for _, shop := range shops { // settings of your own database ｜ 来自你自己的数据库
		if _, err := merchants.Add(shop.name, shop.settings); err != nil {
			return nil, err
		}
	}
	return merchants, nil
}

func notifications(merchants *qqwxpay.Merchants) http.Handler {
	return merchants.NotificationHandler(qqwxpay.Handlers{
		Paid: func(ctx context.Context, paid *qqwxpay.PaidEvent) error {
			order, err := find(ctx, paid.Notification.Merchant, paid.OutTradeNo) // whose order it is ｜ 哪个商户的订单
			if err != nil {
				return err
			}
			if err := paid.Expect(qqwxpay.Expected{OutTradeNo: order.number, Total: order.total}); err != nil {
				return err
			}
			return deliverOnce(ctx, order)
		},
		Ignore: []qqwxpay.EventKind{qqwxpay.EventKindRefund},
	})
}

// --8<-- [end:merchants]

func main() {
	merchants, err := open([]shop{{"mugs", settings()}})
	if err != nil {
		log.Fatal(err)
	}
	defer merchants.Close()
	placement, err := merchants.Get("mugs").PlaceOrder(context.Background(), qqwxpay.OrderRequest{
		OutTradeNo: "T20261123000004", Description: "蓝色马克杯", Amount: qqwxpay.OrderAmount{Total: 1999},
		SceneInfo: qqwxpay.SceneInfo{PayerClientIP: "203.0.113.7"},
	})
	if err != nil || placement.Placed == nil {
		log.Fatal(placement, err)
	}
	fmt.Println(placement.Placed.H5URL)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), notifications(merchants)))
}

// settings are those of the environment: a shop with many merchants has a table.
func settings() qqwxpay.Settings {
	given := map[string]any{}
	for _, variable := range os.Environ() {
		if name, value, found := strings.Cut(variable, "="); found && strings.HasPrefix(name, "QQ_WXPAY_") {
			given[strings.ToLower(strings.TrimPrefix(name, "QQ_WXPAY_"))] = value
		}
	}
	if hosts, found := given["link_hosts"].(string); found {
		given["link_hosts"] = strings.Split(hosts, ",")
	}
	text, err := json.Marshal(given)
	if err != nil {
		log.Fatal(err)
	}
	var settings qqwxpay.Settings
	if err := json.Unmarshal(text, &settings); err != nil {
		log.Fatal(err)
	}
	return settings
}
