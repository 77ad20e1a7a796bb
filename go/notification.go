package qqwxpay

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"sync"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

// HandledNotification is a notification that was verified and read: what it is, and what to answer.
type HandledNotification struct {
	// What it turned out to be.
	Outcome Outcome `json:"outcome"`
	// Which event it is for your shop; empty when nothing is asked of you.
	EventKind EventKind `json:"event_kind"`
	// The order that it speaks of, proven or not.
	Order *OrderReference `json:"order"`
	// The refund that it speaks of, proven or not.
	Refund *RefundReference `json:"refund"`
	// WeChat Pay's number of the notification (V3); a repeated delivery carries the same.
	ID string `json:"id"`
	// Whether it may have been handled before. It is information only: handle it again, idempotently.
	Repeat bool `json:"repeat"`
	// The ready answer of a notification that asks nothing of you; nil when an event is to be taken.
	Answer *Acknowledgement `json:"answer"`
	// What to answer when your own work failed: the notification comes again.
	Failure Acknowledgement `json:"failure"`
	// Why it was refused, when something in your own settings is wrong and it is time to report it. It is in the log already.
	Fault *Error `json:"fault"`
	// The name of the merchant that it is for, of several; empty when it is for none of them, and from one client.
	Merchant string `json:"-"`
	// Others of the same merchant number that it may be for just as well: see [Merchants].
	OtherMerchants []string `json:"-"`

	client *Client
	object *object
}

var maximumNotificationBytes = sync.OnceValue(func() int64 {
	var limits struct {
		Bytes int64 `json:"maximum_notification_bytes"`
	}
	_ = json.Unmarshal(native.Call(0, "limits", nil, nil).Text, &limits)
	return limits.Bytes
})

// MaximumNotificationBytes is the largest notification that is taken: of a longer body read one byte more, and hand that over: it is refused.
func MaximumNotificationBytes() int64 { return maximumNotificationBytes() }

// ParseNotification verifies and reads a notification at once and without the network, for those who decide themselves what becomes of it.
// Everybody else takes [Client.NotificationHandler].
func (c *Client) ParseNotification(header http.Header, rawBody []byte) (*HandledNotification, error) {
	defer runtime.KeepAlive(c)
	arguments, err := encode(received{Headers: notificationHeaders(header)})
	if err != nil {
		return nil, err
	}
	result, err := c.core.now(c.core.handle, "handle_notification", arguments, rawBody)
	if err != nil {
		return nil, err
	}
	return c.handled(result)
}

// ReceiveNotification does the same, but fetches a platform certificate that is still missing, and asks WeChat Pay about what is not proven: a
// notification that is stale or unsigned, or a V2 refund. It ends within 4 seconds. [Client.NotificationHandler] does it for you.
func (c *Client) ReceiveNotification(ctx context.Context, header http.Header, rawBody []byte) (*HandledNotification, error) {
	return c.awaitNotification(ctx, false, header, rawBody)
}

// ConfirmNotification does the same, but what it says of a payment is what a query of the order says.
func (c *Client) ConfirmNotification(ctx context.Context, header http.Header, rawBody []byte) (*HandledNotification, error) {
	return c.awaitNotification(ctx, true, header, rawBody)
}

func (c *Client) awaitNotification(ctx context.Context, confirm bool, header http.Header, rawBody []byte) (*HandledNotification, error) {
	defer runtime.KeepAlive(c)
	arguments, err := encode(received{notificationHeaders(header), confirm})
	if err != nil {
		return nil, err
	}
	result, err := c.core.invoke(ctx, c.core.handle, "await_notification", arguments, rawBody)
	if err != nil {
		return nil, err
	}
	return c.handled(result)
}

func (c *Client) handled(result native.Result) (*HandledNotification, error) {
	return handledBy(c, result)
}

// handledBy is a notification that this client has read; nil: one that is for none of several merchants.
func handledBy(c *Client, result native.Result) (*HandledNotification, error) {
	held := &object{handle: result.Handle}
	handled, err := readHandled(result.Text)
	if err != nil {
		held.release()
		return nil, err
	}
	handled.client, handled.object = c, held
	runtime.AddCleanup(handled, (*object).release, held)
	return handled, nil
}

// readHandled reads what the library says of a notification. Most are payments, and those are read in one pass, which an [Outcome] by itself is not:
// which type the payment has is known only behind the word that tells.
func readHandled(text []byte) (*HandledNotification, error) {
	rest, _ := bytes.CutPrefix(text, []byte(`{"outcome":`))
	word, _ := wordOf(rest, "type")
	switch OutcomeType(word) {
	case OutcomePayment:
		return readPaid(text, func(outcome *Outcome) **Transaction { return &outcome.Payment })
	case OutcomePartnerPayment:
		return readPaid(text, func(outcome *Outcome) **PartnerTransaction { return &outcome.PartnerPayment })
	case OutcomeCombinePayment:
		return readPaid(text, func(outcome *Outcome) **CombineTransaction { return &outcome.CombinePayment })
	case OutcomeV2Payment:
		return readPaid(text, func(outcome *Outcome) **V2Transaction { return &outcome.V2Payment })
	}
	return decode[HandledNotification](text)
}

func readPaid[T any](text []byte, place func(*Outcome) **T) (*HandledNotification, error) {
	read, err := decode[struct {
		HandledNotification
		// It is nearer than that of the same name inside.
		Outcome struct {
			Type    OutcomeType `json:"type"`
			Payment *T          `json:"payment"`
		} `json:"outcome"`
	}](text)
	if err != nil {
		return nil, err
	}
	read.HandledNotification.Outcome.Type = read.Outcome.Type
	*place(&read.HandledNotification.Outcome) = read.Outcome.Payment
	return &read.HandledNotification, nil
}

// Event gives what it asks of your shop; nil when that is nothing.
func (n *HandledNotification) Event() (*ShopEvent, error) {
	result, err := n.now("event", nil)
	if err != nil || result.Status == native.StatusNothing {
		return nil, err
	}
	return decode[ShopEvent](result.Text)
}

// Accept gives what to answer once your work for this event is done: success if the notification is this event, else the failure.
func (n *HandledNotification) Accept(event EventKind) (*Acknowledgement, error) {
	result, err := n.now("accept", map[string]any{"event": event})
	if err != nil {
		return nil, err
	}
	return decode[Acknowledgement](result.Text)
}

// Expect compares the payment with your own stored order; call it before you deliver. An error of the kind mismatch names the first field that
// differs; what is not verified gives its reason.
func (n *HandledNotification) Expect(expected Expected) error {
	_, err := n.now("expect", expected)
	return err
}

// Raw gives the message in full, decrypted: JSON in V3, XML in V2; empty unless it is verified. It holds the payer's identity.
func (n *HandledNotification) Raw() string {
	result, err := n.now("raw", nil)
	if err != nil || result.Status == native.StatusNothing {
		return ""
	}
	return string(result.Text)
}

// settled is what to answer after a function was called, or could not be.
type settled struct {
	Acknowledgement Acknowledgement `json:"acknowledgement"`
	Error           *Error          `json:"error"`
	Log             bool            `json:"log"`
}

func (n *HandledNotification) settle(result, detail string) (*settled, error) {
	done, err := n.now("settle", map[string]any{"result": result, "detail": detail})
	if err != nil {
		return nil, err
	}
	return decode[settled](done.Text)
}

func (n *HandledNotification) now(method string, given any) (native.Result, error) {
	defer runtime.KeepAlive(n)
	if n.object == nil {
		return native.Result{}, facadeError("NOT_A_PAYMENT", "", "this is no notification that a client has read")
	}
	return n.object.now(method, given, nil)
}

// received is what the library takes of a notification beside its body.
type received struct {
	Headers []string `json:"headers"`
	Confirm bool     `json:"confirm,omitzero"`
}

// notificationHeaders are those that matter: the others stay here.
func notificationHeaders(header http.Header) []string {
	const prefix = "wechatpay-"
	list := make([]string, 0, 16)
	for name, values := range header {
		if len(name) >= len(prefix) && strings.EqualFold(name[:len(prefix)], prefix) {
			list = listed(list, name, values)
		}
	}
	return list
}

// String shows no secret, no link and nothing of the payer.
func (n HandledNotification) String() string { return describe(n) }

// GoString is String.
func (n HandledNotification) GoString() string { return describe(n) }

// Format writes String, whatever the verb.
func (n HandledNotification) Format(state fmt.State, _ rune) { format(state, n) }

// LogValue is String.
func (n HandledNotification) LogValue() slog.Value { return slog.StringValue(describe(n)) }
