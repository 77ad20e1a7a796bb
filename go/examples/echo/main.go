// The shop's notifications in Echo.
package main

import (
	"context"
	"log"

	"github.com/labstack/echo/v4"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

// app takes notifications. Mount it before middleware that reads bodies.
func app(pay *qqwxpay.Client, deliver func(ctx context.Context, outTradeNo string) error) *echo.Echo {
	app := echo.New()
	app.POST("/notify", echo.WrapHandler(pay.NotificationHandler(qqwxpay.Handlers{
		Paid:   func(ctx context.Context, paid *qqwxpay.PaidEvent) error { return deliver(ctx, paid.OutTradeNo) },
		Ignore: []qqwxpay.EventKind{qqwxpay.EventKindOther},
	})))
	return app
}

func main() {
	pay, err := qqwxpay.FromEnvironment()
	if err != nil {
		log.Fatal(err)
	}
	defer pay.Close()
	log.Fatal(app(pay, func(_ context.Context, outTradeNo string) error {
		log.Println("deliver", outTradeNo)
		return nil
	}).Start("127.0.0.1:8000"))
}
