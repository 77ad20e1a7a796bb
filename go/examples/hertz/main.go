// The shop's notifications in Hertz, which has requests of its own.
package main

import (
	"context"
	"log"
	"net/http"

	"github.com/cloudwego/hertz/pkg/app"
	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/cloudwego/hertz/pkg/route"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

// mount takes notifications. Hertz has read the body by then: WithMaxRequestBodySize of the server bounds it.
func mount(routes route.IRoutes, pay *qqwxpay.Client, deliver func(ctx context.Context, outTradeNo string) error) {
	handlers := qqwxpay.Handlers{
		Paid:   func(ctx context.Context, paid *qqwxpay.PaidEvent) error { return deliver(ctx, paid.OutTradeNo) },
		Ignore: []qqwxpay.EventKind{qqwxpay.EventKindOther},
	}
	routes.POST("/notify", func(ctx context.Context, request *app.RequestContext) {
		header := http.Header{}
		request.Request.Header.VisitAll(func(name, value []byte) { header.Add(string(name), string(value)) })
		answer, err := pay.AnswerNotification(ctx, handlers, header, request.Request.Body())
		if err != nil {
			request.SetStatusCode(http.StatusInternalServerError)
			return
		}
		request.Data(int(answer.Status), answer.ContentType, []byte(answer.Body))
	})
}

func main() {
	pay, err := qqwxpay.FromEnvironment()
	if err != nil {
		log.Fatal(err)
	}
	defer pay.Close()
	shop := server.Default(server.WithHostPorts("127.0.0.1:8000"), server.WithMaxRequestBodySize(int(qqwxpay.MaximumNotificationBytes())))
	mount(shop, pay, func(_ context.Context, outTradeNo string) error {
		log.Println("deliver", outTradeNo)
		return nil
	})
	shop.Spin()
}
