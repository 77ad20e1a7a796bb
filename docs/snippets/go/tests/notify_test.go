package shop_test

// --8<-- [start:test]
import (
	"context"
	"testing"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

func TestAPaidOrderIsDelivered(t *testing.T) {
	var delivered []string
	handler := qqwxpaytest.Client(t).NotificationHandler(qqwxpay.Handlers{
		Paid: func(_ context.Context, paid *qqwxpay.PaidEvent) error {
			delivered = append(delivered, paid.OutTradeNo)
			return nil
		},
	})
	order := qqwxpaytest.Order{OutTradeNo: "T1", Total: 1999}
	answer := qqwxpaytest.Deliver(t, handler, qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, order))
	if !answer.Acknowledged || len(delivered) != 1 || delivered[0] != "T1" {
		t.Errorf("%+v %v", answer, delivered)
	}
}

// --8<-- [end:test]
