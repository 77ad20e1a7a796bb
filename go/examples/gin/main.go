// The shop's notifications in Gin.
package main

import (
	"context"
	"log"

	"github.com/gin-gonic/gin"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

// engine takes notifications. Mount it before middleware that reads bodies.
func engine(pay *qqwxpay.Client, deliver func(ctx context.Context, outTradeNo string) error) *gin.Engine {
	engine := gin.New()
	engine.POST("/notify", gin.WrapH(pay.NotificationHandler(qqwxpay.Handlers{
		Paid:   func(ctx context.Context, paid *qqwxpay.PaidEvent) error { return deliver(ctx, paid.OutTradeNo) },
		Ignore: []qqwxpay.EventKind{qqwxpay.EventKindOther},
	})))
	return engine
}

func main() {
	pay, err := qqwxpay.FromEnvironment()
	if err != nil {
		log.Fatal(err)
	}
	defer pay.Close()
	log.Fatal(engine(pay, func(_ context.Context, outTradeNo string) error {
		log.Println("deliver", outTradeNo)
		return nil
	}).Run("127.0.0.1:8000"))
}
