package main

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"github.com/cloudwego/hertz/pkg/app/server"
	"github.com/cloudwego/hertz/pkg/common/ut"

	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

func TestAPaidOrderIsDelivered(t *testing.T) {
	var delivered []string
	shop := server.New()
	mount(shop, qqwxpaytest.Client(t), func(_ context.Context, outTradeNo string) error {
		delivered = append(delivered, outTradeNo)
		if outTradeNo == "T2" {
			return errors.New("the database is away")
		}
		return nil
	})
	for number, acknowledged := range map[string]bool{"T1": true, "T2": false} {
		signed := qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{OutTradeNo: number, Total: 1999})
		var headers []ut.Header
		for name := range signed.Header {
			headers = append(headers, ut.Header{Key: name, Value: signed.Header.Get(name)})
		}
		recorder := ut.PerformRequest(shop.Engine, "POST", "/notify", &ut.Body{Body: bytes.NewReader(signed.Body), Len: len(signed.Body)}, headers...)
		if answer := qqwxpaytest.AnswerOf(recorder.Code, recorder.Body.String()); answer.Acknowledged != acknowledged {
			t.Errorf("%s: %+v", number, answer)
		}
	}
	if len(delivered) != 2 {
		t.Errorf("%v", delivered)
	}
}
