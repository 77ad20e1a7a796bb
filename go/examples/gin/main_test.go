package main

import (
	"context"
	"errors"
	"testing"

	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

func TestAPaidOrderIsDelivered(t *testing.T) {
	var delivered []string
	server := engine(qqwxpaytest.Client(t), func(_ context.Context, outTradeNo string) error {
		delivered = append(delivered, outTradeNo)
		if outTradeNo == "T2" {
			return errors.New("the database is away")
		}
		return nil
	})
	for number, acknowledged := range map[string]bool{"T1": true, "T2": false} {
		signed := qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{OutTradeNo: number, Total: 1999})
		if answer := qqwxpaytest.Deliver(t, server, signed); answer.Acknowledged != acknowledged {
			t.Errorf("%s: %+v", number, answer)
		}
	}
	if len(delivered) != 2 {
		t.Errorf("%v", delivered)
	}
}
