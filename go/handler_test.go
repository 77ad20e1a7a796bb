package qqwxpay_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

func nop(context.Context, *qqwxpay.PaidEvent) error { return nil }

func TestAnEventIsAcknowledgedOnlyWhenItsFunctionReturnedNil(t *testing.T) {
	why := errors.New("the database is away")
	paid := func(err error) qqwxpay.Handlers {
		return qqwxpay.Handlers{Paid: func(context.Context, *qqwxpay.PaidEvent) error { return err }}
	}
	cases := map[string]struct {
		handlers     qqwxpay.Handlers
		kind         qqwxpaytest.Kind
		acknowledged bool
		code, line   string
	}{
		"done":      {paid(nil), qqwxpaytest.Payment, true, "", ""},
		"declined":  {paid(qqwxpay.ErrDeclined), qqwxpaytest.Payment, false, "HANDLER_DECLINED", ""},
		"failed":    {paid(why), qqwxpaytest.Payment, false, "HANDLER_FAILED", "the database is away"},
		"panicked":  {qqwxpay.Handlers{Paid: func(context.Context, *qqwxpay.PaidEvent) error { panic("oh") }}, qqwxpaytest.Payment, false, "HANDLER_FAILED", "handler_test.go"},
		"not taken": {paid(nil), qqwxpaytest.Refund, false, "EVENT_NOT_TAKEN", ""},
		"ignored":   {qqwxpay.Handlers{Paid: nop, Ignore: []qqwxpay.EventKind{qqwxpay.EventKindRefund}}, qqwxpaytest.Refund, true, "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			log := new(logBook)
			pay := qqwxpaytest.Client(t, qqwxpay.WithLogger(log.logger()))
			var told []error
			c.handlers.OnError = func(err error) { told = append(told, err) }
			answer := qqwxpaytest.Deliver(t, pay.NotificationHandler(c.handlers), qqwxpaytest.SignedNotification(t, c.kind, qqwxpaytest.Order{}))
			if answer.Acknowledged != c.acknowledged {
				t.Errorf("%+v", answer)
			}
			if c.code == "" {
				if len(told) != 0 {
					t.Errorf("%v", told)
				}
				return
			}
			if len(told) != 1 || failed(t, told[0]).Code != c.code {
				t.Fatalf("%v", told)
			}
			if name == "failed" && !errors.Is(told[0], why) {
				t.Errorf("%v", told[0])
			}
			eventually(t, "a line with "+c.line, func() bool { return strings.Contains(log.String(), c.code) && strings.Contains(log.String(), c.line) })
		})
	}
}

func TestEveryEventReachesItsFunction(t *testing.T) {
	pay := qqwxpaytest.Client(t)
	got := map[string]any{}
	handler := pay.NotificationHandler(qqwxpay.Handlers{
		Paid: func(_ context.Context, event *qqwxpay.PaidEvent) error {
			got[string(event.Family)] = event.Total
			return event.Expect(qqwxpay.Expected{OutTradeNo: event.OutTradeNo, Total: event.Total})
		},
		Refund: func(_ context.Context, event *qqwxpay.RefundEvent) error {
			got["refund "+string(event.Status)] = event.Refund
			return nil
		},
		NotPaid: func(_ context.Context, event *qqwxpay.NotPaidEvent) error {
			got["not paid"] = event.State
			return nil
		},
		Other: func(_ context.Context, event *qqwxpay.OtherProductEvent) error {
			got["other"] = event.EventType
			return nil
		},
	})
	kinds := []qqwxpaytest.Kind{
		qqwxpaytest.Payment, qqwxpaytest.PartnerPayment, qqwxpaytest.CombinePayment, qqwxpaytest.V2Payment, qqwxpaytest.Refund,
		qqwxpaytest.RefundAbnormal, qqwxpaytest.RefundClosed, qqwxpaytest.NotPaid, qqwxpaytest.Other,
	}
	for _, kind := range kinds {
		notification := qqwxpaytest.SignedNotification(t, kind, qqwxpaytest.Order{Total: 1999})
		if answer := qqwxpaytest.Deliver(t, handler, notification); !answer.Acknowledged {
			t.Errorf("%s: %+v", kind, answer)
		}
		if answer := qqwxpaytest.Deliver(t, handler, notification.Again(t)); !answer.Acknowledged {
			t.Errorf("%s again: %+v", kind, answer)
		}
	}
	if len(got) != len(kinds) || got["direct"] != int64(1999) || got["combine"] != int64(1999) {
		t.Errorf("%v", got)
	}
}

func TestWhatIsNotProvenReachesNoFunction(t *testing.T) {
	pay := qqwxpaytest.Client(t)
	handler := pay.NotificationHandler(qqwxpay.Handlers{Paid: func(context.Context, *qqwxpay.PaidEvent) error {
		t.Error("it was called")
		return nil
	}})
	for _, spoilt := range []qqwxpaytest.Spoilt{qqwxpaytest.Forged, qqwxpaytest.WrongKey, qqwxpaytest.UnknownSerial, qqwxpaytest.Undecryptable, qqwxpaytest.Probe} {
		notification := qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{}, qqwxpaytest.Changes{Spoilt: spoilt})
		if answer := qqwxpaytest.Deliver(t, handler, notification); answer.Acknowledged {
			t.Errorf("%s: %+v", spoilt, answer)
		}
	}
	other := qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{MchID: "1900000999"})
	if answer := qqwxpaytest.Deliver(t, handler, other); answer.Acknowledged {
		t.Errorf("of another merchant: %+v", answer)
	}
}

// broken is a body that breaks off.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestABodyIsReadWithALimit(t *testing.T) {
	pay := qqwxpaytest.Client(t)
	handler := pay.NotificationHandler(qqwxpay.Handlers{Paid: nop})
	endless := &counted{Reader: neverEnding('x')}
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, "/notify", endless))
	if most := qqwxpay.MaximumNotificationBytes() + 1; endless.count > most || recorder.Code < 400 {
		t.Errorf("%d bytes of %d, status %d", endless.count, most, recorder.Code)
	}
	recorder = httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, "/notify", broken{}))
	if recorder.Code != http.StatusBadRequest {
		t.Errorf("status %d", recorder.Code)
	}
	for _, body := range []string{"", "{}", "null", "<xml></xml>", "\x00\xff", strings.Repeat("[", 100_000)} {
		recorder = httptest.NewRecorder()
		handler.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/notify", bytes.NewReader([]byte(body))))
		if recorder.Code < 400 && !strings.Contains(recorder.Body.String(), "FAIL") {
			t.Errorf("%.20q: %d %s", body, recorder.Code, recorder.Body)
		}
	}
}

type neverEnding byte

func (b neverEnding) Read(into []byte) (int, error) {
	for index := range into {
		into[index] = byte(b)
	}
	return len(into), nil
}

type counted struct {
	io.Reader
	count int64
}

func (c *counted) Read(into []byte) (int, error) {
	read, err := c.Reader.Read(into)
	c.count += int64(read)
	return read, err
}

func TestAClosedClientAnswersFailure(t *testing.T) {
	pay := must[*qqwxpay.Client](t)(qqwxpay.FromVariables(qqwxpaytest.Settings(t)))
	var told error
	handler := pay.NotificationHandler(qqwxpay.Handlers{Paid: nop, OnError: func(err error) { told = err }})
	pay.Close()
	answer := qqwxpaytest.Deliver(t, handler, qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{}))
	if answer.Status != http.StatusInternalServerError || failed(t, told).Code != "CLIENT_CLOSED" {
		t.Errorf("%+v, %v", answer, told)
	}
}

// What a shop does by itself: parse, decide, answer.
func TestANotificationIsParsedByHand(t *testing.T) {
	pay := qqwxpaytest.Client(t)
	signed := qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{OutTradeNo: "GO-HAND-1", Total: 5, OpenID: "o-secret"})
	handled := must[*qqwxpay.HandledNotification](t)(pay.ParseNotification(signed.Header, signed.Body))
	if handled.EventKind != qqwxpay.EventKindPaid || handled.Outcome.Payment == nil || handled.ID != signed.ID || handled.Answer != nil {
		t.Errorf("%v", handled)
	}
	if handled.Outcome.Payment.Payer.OpenID != "o-secret" || strings.Contains(handled.String(), "o-secret") || !strings.Contains(handled.Raw(), "o-secret") {
		t.Error("the payer is in the fields, and in no print")
	}
	if accepted := must[*qqwxpay.Acknowledgement](t)(handled.Accept(qqwxpay.EventKindRefund)); accepted.Status < 400 {
		t.Errorf("it is no refund: %v", accepted)
	}
	if accepted := must[*qqwxpay.Acknowledgement](t)(handled.Accept(qqwxpay.EventKindPaid)); accepted.Status >= 300 {
		t.Errorf("%v", accepted)
	}
	err := handled.Expect(qqwxpay.Expected{OutTradeNo: "GO-HAND-1", Total: 6})
	if own := failed(t, err); own.Field != "Amount.Total" && own.Field != "Total" {
		t.Errorf("%+v", own)
	}
	refused := qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{}, qqwxpaytest.Changes{Spoilt: qqwxpaytest.Forged})
	handled = must[*qqwxpay.HandledNotification](t)(pay.ParseNotification(refused.Header, refused.Body))
	if handled.Outcome.Refused == nil || !errors.Is(handled.Outcome.Refused, qqwxpay.ErrSignature) || handled.Answer == nil {
		t.Errorf("%v", handled)
	}
	if event := must[*qqwxpay.ShopEvent](t)(handled.Event()); event != nil {
		t.Errorf("%v", event)
	}
}

func TestHandlersThatCannotBeMeantArePanics(t *testing.T) {
	pay := qqwxpaytest.Client(t)
	for code, handlers := range map[string]qqwxpay.Handlers{
		"NO_EVENT_TAKEN":               {},
		"EVENT_BOTH_TAKEN_AND_IGNORED": {Paid: nop, Ignore: []qqwxpay.EventKind{qqwxpay.EventKindPaid}},
		"EVENT_UNKNOWN":                {Paid: nop, Ignore: []qqwxpay.EventKind{"payed"}},
	} {
		func() {
			defer func() {
				if err, isError := recover().(error); !isError || failed(t, err).Code != code {
					t.Errorf("%s: no panic", code)
				}
			}()
			pay.NotificationHandler(handlers)
		}()
		if _, err := pay.AnswerNotification(t.Context(), handlers, nil, nil); failed(t, err).Code != code {
			t.Errorf("%s: %v", code, err)
		}
	}
}
