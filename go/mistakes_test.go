package qqwxpay_test

import (
	"errors"
	"strings"
	"testing"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

// What people get wrong in Go is told in the names of Go, with the remedy.
func TestLikelyMistakesAreNamed(t *testing.T) {
	pay := qqwxpaytest.Client(t)
	ctx := t.Context()
	placing := func(change func(*qqwxpay.OrderRequest)) func() error {
		return func() error {
			order := order()
			change(&order)
			_, err := pay.PlaceOrder(ctx, order)
			return err
		}
	}
	making := func(settings qqwxpay.Settings) func() error {
		return func() error {
			_, err := qqwxpay.New(settings)
			return err
		}
	}
	mistakes := map[string]struct {
		act     func() error
		kind    error
		field   string
		message string
	}{
		"no amount":          {placing(func(o *qqwxpay.OrderRequest) { o.Amount.Total = 0 }), qqwxpay.ErrInvalidInput, "Amount.Total", "1"},
		"no number":          {placing(func(o *qqwxpay.OrderRequest) { o.OutTradeNo = "" }), qqwxpay.ErrInvalidInput, "OutTradeNo", ""},
		"a number with room": {placing(func(o *qqwxpay.OrderRequest) { o.OutTradeNo = "a b c d e" }), qqwxpay.ErrInvalidInput, "OutTradeNo", ""},
		"no payer address":   {placing(func(o *qqwxpay.OrderRequest) { o.SceneInfo.PayerClientIP = "" }), qqwxpay.ErrInvalidInput, "SceneInfo.PayerClientIP", ""},
		"a time of Go":       {placing(func(o *qqwxpay.OrderRequest) { o.TimeExpire = "2026-06-08 10:34:56 +0800 CST" }), qqwxpay.ErrInvalidInput, "TimeExpire", "2026-06-08T10:34:56+08:00"},
		"notify with query":  {placing(func(o *qqwxpay.OrderRequest) { o.NotifyURL = "https://shop.example.com/notify?a=1" }), qqwxpay.ErrConfig, "NotifyURL", ""},
		"text that is none":  {placing(func(o *qqwxpay.OrderRequest) { o.Description = strings.Repeat("蓝", 60) }), qqwxpay.ErrInvalidInput, "Description", ""},
		"refund of nothing": {func() error {
			_, err := pay.Refund(ctx, qqwxpay.RefundRequest{OutTradeNo: "GO123456", OutRefundNo: "R1", Amount: qqwxpay.RefundRequestAmount{Total: 5}})
			return err
		}, qqwxpay.ErrInvalidInput, "Amount.Refund", ""},
		"which order": {func() error {
			_, err := pay.QueryOrder(ctx, qqwxpay.OrderID{})
			return err
		}, qqwxpay.ErrInvalidInput, "", "OutTradeNo"},
		"no settings":          {making(qqwxpay.Settings{}), qqwxpay.ErrConfig, "WeChatAppID", "QQ_WXPAY_MCHID"},
		"half of the settings": {making(qqwxpay.Settings{MchID: "1900000001", WeChatAppID: "wx8888888888888888", APIV3Key: "short"}), nil, "MerchantPrivateKey", "QQ_WXPAY_MERCHANT_SERIAL"},
	}
	for name, mistake := range mistakes {
		err := mistake.act()
		if err == nil {
			t.Errorf("%s: it is taken", name)
			continue
		}
		own := failed(t, err)
		if mistake.kind != nil && !errors.Is(err, mistake.kind) {
			t.Errorf("%s: the kind is %s", name, own.Kind)
		}
		if mistake.field != "" && own.Field != mistake.field {
			t.Errorf("%s: the field is %q", name, own.Field)
		}
		if !strings.Contains(own.Message, mistake.message) || own.Remedy == nil || own.Remedy.En == "" || own.Remedy.Zh == "" {
			t.Errorf("%s: %s", name, own.Message)
		}
		if strings.Contains(own.Message, "out_trade_no") || strings.Contains(own.Message, "outTradeNo") {
			t.Errorf("%s: it names no field of Go: %s", name, own.Message)
		}
	}
}

func TestBothTokenSourcesAreAMistake(t *testing.T) {
	_, err := qqwxpay.FromVariables(qqwxpaytest.Settings(t), qqwxpay.WithTokenStore(newMemory()), qqwxpay.WithTokenProvider(provider(nil)))
	if failed(t, err).Code != "TOKEN_SOURCE_GIVEN_TWICE" {
		t.Error(err)
	}
}

func TestAnExampleIsTheErrorOfItsCode(t *testing.T) {
	own := qqwxpaytest.Error(t, "ORDERPAID", "place_order")
	if own.Code != "ORDERPAID" || !errors.Is(own, qqwxpay.ErrAPI) {
		t.Errorf("%+v", own)
	}
	_, err := qqwxpay.ErrorExample(qqwxpay.ExampleOf{Code: "ORDERPAYED"})
	if known := failed(t, err); known.Code != "ERROR_CODE_UNKNOWN" || !strings.Contains(known.Message, "ORDERPAID") {
		t.Errorf("%v", err)
	}
}
