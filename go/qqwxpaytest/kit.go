// Package qqwxpaytest is for tests: notifications that a client of its own believes, made without a process, without the network and without
// keys of yours; and a sandbox that plays QQ and WeChat Pay in the process of the test.
//
//	func TestAPaidOrderIsDelivered(t *testing.T) {
//		pay := qqwxpaytest.Client(t)
//		handler := pay.NotificationHandler(qqwxpay.Handlers{Paid: deliver})
//		answer := qqwxpaytest.Deliver(t, handler, qqwxpaytest.SignedNotification(t, qqwxpaytest.Payment, qqwxpaytest.Order{OutTradeNo: "T1"}))
//		...
//	}
//
// The keys are fixed and known to everybody: a client with the addresses of QQ and WeChat Pay refuses them (TEST_KEYS).
package qqwxpaytest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest/internal/native"
)

// Kind is what a notification is about.
type Kind string

// What a notification is about.
const (
	// Payment: a paid order of the merchant itself (V3).
	Payment Kind = "payment"
	// PartnerPayment: a paid order of a sub merchant (V3).
	PartnerPayment Kind = "partner_payment"
	// CombinePayment: a paid combine order (V3).
	CombinePayment Kind = "combine_payment"
	// V2Payment: a paid order of V2, signed as Order.SignType says.
	V2Payment Kind = "v2_payment"
	// Refund: a refund whose money went back (V3).
	Refund Kind = "refund"
	// RefundAbnormal: a refund whose money is stuck (V3).
	RefundAbnormal Kind = "refund_abnormal"
	// RefundClosed: a refund that was given up (V3).
	RefundClosed Kind = "refund_closed"
	// V2Refund: a refund of V2 whose money went back; nobody signs it, so a client asks before it believes it.
	V2Refund Kind = "v2_refund"
	// V2RefundAbnormal: a refund of V2 whose money is stuck.
	V2RefundAbnormal Kind = "v2_refund_abnormal"
	// V2RefundClosed: a refund of V2 that was given up.
	V2RefundClosed Kind = "v2_refund_closed"
	// NotPaid: an order of the merchant itself that is not paid (V3).
	NotPaid Kind = "not_paid"
	// V2NotPaid: an order of V2 that is not paid.
	V2NotPaid Kind = "v2_not_paid"
	// Other: an event of another product (V3).
	Other Kind = "other"
	// SecurityEcho: the callback of WeChat Pay's self test (V3).
	SecurityEcho Kind = "security_echo"
)

// Spoilt is what is wrong with a notification.
type Spoilt string

// What is wrong with a notification.
const (
	// Stale: rightly signed, an hour ago (V3). A client asks before it believes it.
	Stale Spoilt = "stale"
	// Unsigned: without a signature, as a relay that drops headers leaves it (V3; V2 without sign).
	Unsigned Spoilt = "unsigned"
	// Forged: signed over something else.
	Forged Spoilt = "forged"
	// WrongKey: signed with the key of somebody else, in WeChat Pay's name.
	WrongKey Spoilt = "wrong_key"
	// UnknownSerial: signed with the key of somebody else, in the name of a key that the client does not have (V3).
	UnknownSerial Spoilt = "unknown_serial"
	// Undecryptable: encrypted with a key that the merchant does not have, and rightly signed (V3; V2's refunds).
	Undecryptable Spoilt = "undecryptable"
	// Probe: WeChat Pay's own test of the receiver: a signature that must be refused (V3).
	Probe Spoilt = "probe"
)

// Order is what a notification tells about: an order, and its refund. Whatever is left out has a default; what a kind of notification has no
// place for is left out of it.
type Order struct {
	OutTradeNo    string `json:"out_trade_no,omitzero"`
	Total         int64  `json:"total,omitzero"` // fen
	TransactionID string `json:"transaction_id,omitzero"`
	Attach        string `json:"attach,omitzero"`
	OpenID        string `json:"openid,omitzero"`
	BankType      string `json:"bank_type,omitzero"`
	// When it was paid, or when the refund succeeded: RFC 3339; by default now.
	SuccessTime string `json:"success_time,omitzero"`
	// The merchant; another one than that of the settings makes a notification that is not for it.
	MchID    string `json:"mchid,omitzero"`
	AppID    string `json:"appid,omitzero"`
	SubMchID string `json:"sub_mchid,omitzero"`
	SubAppID string `json:"sub_appid,omitzero"`
	// The parts of a combine order.
	SubOrders []SubOrder `json:"sub_orders,omitzero"`
	// How V2 signs: HMAC-SHA256 or MD5.
	SignType    string `json:"sign_type,omitzero"`
	OutRefundNo string `json:"out_refund_no,omitzero"`
	RefundID    string `json:"refund_id,omitzero"`
	// How much is refunded, in fen; by default all of it.
	Refund int64 `json:"refund,omitzero"`
}

// SubOrder is one part of a combine order.
type SubOrder struct {
	OutTradeNo    string `json:"out_trade_no"`
	Total         int64  `json:"total"` // fen
	TransactionID string `json:"transaction_id,omitzero"`
	Attach        string `json:"attach,omitzero"`
	MchID         string `json:"mchid,omitzero"`
	SubMchID      string `json:"sub_mchid,omitzero"`
	SubAppID      string `json:"sub_appid,omitzero"`
}

// Changes are what a test wants to be otherwise than it would be.
type Changes struct {
	// What is wrong with it.
	Spoilt Spoilt `json:"spoilt,omitzero"`
	// Fields of the decrypted resource (V3) or of the message (V2), by their path as on the wire: amount.total, sub_orders[0].attach, total_fee;
	// nil removes one. They are signed and encrypted like all others.
	Fields map[string]any `json:"fields,omitzero"`
	// Fields that the documentation does not know, for readers that must put up with those of the future.
	Extra map[string]any `json:"extra,omitzero"`
	// Headers, after signing; nil removes one.
	Headers map[string]*string `json:"headers,omitzero"`
	// When it is signed; by default now.
	Time time.Time `json:"-"`
	// WeChat Pay's number of the notification (V3): the same number twice is a repetition.
	ID string `json:"id,omitzero"`
	// The event_type (V3).
	EventType string `json:"event_type,omitzero"`
}

// Notification is one as it arrives at the shop.
type Notification struct {
	// The headers.
	Header http.Header
	// The body, byte for byte as it was signed.
	Body []byte
	// WeChat Pay's number of it; empty in V2, which has none.
	ID string
}

// Settings are the environment variables of a client that believes what is signed here, and reaches nobody.
func Settings(tb testing.TB) map[string]string {
	tb.Helper()
	return *ask[map[string]string](tb, "settings", map[string]string{})
}

// Client is a client that believes what is signed here, and reaches nobody; it is closed with the test.
func Client(tb testing.TB, options ...qqwxpay.Option) *qqwxpay.Client {
	tb.Helper()
	return clientOf(tb, Settings(tb), options)
}

// SignedNotification is a notification about an order as WeChat Pay sends it, but for the changes. What cannot be ends the test, and says why.
func SignedNotification(tb testing.TB, kind Kind, order Order, changes ...Changes) Notification {
	tb.Helper()
	given := map[string]any{"kind": kind, "order": order}
	if len(changes) > 0 {
		given["changes"] = changes[0].json(tb)
	}
	return read(ask[written](tb, "signed_notification", given))
}

// Again is the same once more, as WeChat Pay repeats it: the same ID and content, signed anew and rightly, now.
func (n Notification) Again(tb testing.TB) Notification {
	tb.Helper()
	flat := map[string]string{}
	for name := range n.Header {
		flat[name] = n.Header.Get(name)
	}
	given := map[string]any{"headers": flat, "body": string(n.Body)}
	if n.ID != "" {
		given["id"] = n.ID
	}
	return read(ask[written](tb, "again", given))
}

// Request is it as a request to your handler.
func (n Notification) Request() *http.Request {
	request := httptest.NewRequest(http.MethodPost, "/notify", bytes.NewReader(n.Body))
	for name, values := range n.Header {
		request.Header[name] = values
	}
	return request
}

// Answer is what a handler answered.
type Answer struct {
	// Whether WeChat Pay counts it as received.
	Acknowledged bool
	Status       int
	Body         string
}

// Deliver hands a notification to a handler of net/http: an own one, or the whole mux, engine or app of a framework.
func Deliver(tb testing.TB, handler http.Handler, notification Notification) Answer {
	tb.Helper()
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, notification.Request())
	return AnswerOf(recorder.Code, recorder.Body.String())
}

// AnswerOf is what WeChat Pay makes of an answer: with V3 a status of 2xx, with V2 a body that says SUCCESS.
func AnswerOf(status int, body string) Answer {
	isXML := len(body) > 0 && body[0] == '<'
	acknowledged := status >= 200 && status < 300
	if isXML {
		acknowledged = acknowledged && bytes.Contains([]byte(body), []byte("SUCCESS"))
	}
	return Answer{acknowledged, status, body}
}

// Error is the very error that a client gives for a code, in this operation if one is named (place_order).
func Error(tb testing.TB, code string, operation ...string) *qqwxpay.Error {
	tb.Helper()
	example := qqwxpay.ExampleOf{Code: code}
	if len(operation) > 0 {
		example.Operation = operation[0]
	}
	made, err := qqwxpay.ErrorExample(example)
	if err != nil {
		tb.Fatal(err)
	}
	return made
}

// written is a notification as the kit writes it.
type written struct {
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
	ID      string            `json:"id"`
}

func read(written *written) Notification {
	header := http.Header{}
	for name, value := range written.Headers {
		header.Set(name, value)
	}
	return Notification{header, []byte(written.Body), written.ID}
}

func (c Changes) json(tb testing.TB) map[string]any {
	tb.Helper()
	text, err := json.Marshal(c)
	if err != nil {
		tb.Fatal(err)
	}
	out := map[string]any{}
	if err := json.Unmarshal(text, &out); err != nil {
		tb.Fatal(err)
	}
	if !c.Time.IsZero() {
		out["time"] = c.Time.Unix()
	}
	return out
}

func clientOf(tb testing.TB, variables map[string]string, options []qqwxpay.Option) *qqwxpay.Client {
	tb.Helper()
	client, err := qqwxpay.FromVariables(variables, options...)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(client.Close)
	return client
}

// ask has the kit do something; what it refuses ends the test.
func ask[T any](tb testing.TB, method string, given any) *T {
	tb.Helper()
	_, text := asked(tb, method, given)
	value := new(T)
	if err := json.Unmarshal(text, value); err != nil {
		tb.Fatalf("%s: %v", method, err)
	}
	return value
}

func asked(tb testing.TB, method string, given any) (uint64, []byte) {
	tb.Helper()
	if version := native.Version(); version != qqwxpay.Version {
		tb.Fatalf("the library of the test kit is of version %s, the package of %s", version, qqwxpay.Version)
	}
	arguments, err := json.Marshal(given)
	if err != nil {
		tb.Fatalf("%s: %v", method, err)
	}
	handle, text, isDone := native.Call(method, arguments)
	if !isDone {
		var failure struct{ Code, En string }
		_ = json.Unmarshal(text, &failure)
		tb.Fatalf("%s: %s: %s", method, failure.Code, failure.En)
	}
	return handle, text
}
