package qqwxpay

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
)

// ErrDeclined is what a function for notifications returns that does not want it now: it comes again. See [Handlers].
var ErrDeclined = errors.New("qq-wxpay: declined, it shall come again")

// PaidEvent is an order that is paid, proven by a signature or by a query, and the notification that says so.
type PaidEvent struct {
	Paid
	Notification *HandledNotification `json:"-"`
}

// Expect compares the payment with your own stored order; call it before you deliver. An error of the kind mismatch names the first field that
// differs.
func (e *PaidEvent) Expect(expected Expected) error { return e.Notification.Expect(expected) }

// RefundEvent is a refund that has ended, proven likewise.
type RefundEvent struct {
	RefundEnded
	Notification *HandledNotification `json:"-"`
}

// NotPaidEvent is an order of which WeChat Pay says that it is not paid.
type NotPaidEvent struct {
	NotPaid
	Notification *HandledNotification `json:"-"`
}

// OtherProductEvent is an event of another product.
type OtherProductEvent struct {
	OtherEvent
	Notification *HandledNotification `json:"-"`
}

// Handlers has one function for each event. WeChat Pay gets the answer "received" only when the function of its event returned nil, or the event
// is named in Ignore; for everything else the answer is a failure, the notification comes again, and a line in the log says why.
//
// What is too old or lost its signature is confirmed by a query before a function sees it. The same notification may come several times, also at
// once.
type Handlers struct {
	// An order of whichever family is paid.
	Paid func(ctx context.Context, event *PaidEvent) error
	// A refund has ended; look at its status.
	Refund func(ctx context.Context, event *RefundEvent) error
	// WeChat Pay says of an order that it is not paid.
	NotPaid func(ctx context.Context, event *NotPaidEvent) error
	// An event of another product.
	Other func(ctx context.Context, event *OtherProductEvent) error
	// Events that are answered as success without a function.
	Ignore []EventKind
	// Whether every notification is proven by a query, also a signed one.
	Confirm bool
	// Receives what is logged: notifications refused because of your settings, functions that failed, events that nobody took.
	OnError func(err error)
}

// check refuses a set of functions that cannot be meant.
func (h *Handlers) check() error {
	taken := map[EventKind]bool{
		EventKindPaid: h.Paid != nil, EventKindRefund: h.Refund != nil, EventKindNotPaid: h.NotPaid != nil, EventKindOther: h.Other != nil,
	}
	if !slices.Contains(slices.Collect(maps.Values(taken)), true) {
		return facadeError("NO_EVENT_TAKEN", "Paid", "no function is given")
	}
	for _, event := range h.Ignore {
		switch is, known := taken[event]; {
		case !known:
			return facadeError("EVENT_UNKNOWN", "Ignore", "`"+string(event)+"` is no event")
		case is:
			return facadeError("EVENT_BOTH_TAKEN_AND_IGNORED", "Ignore", "`"+string(event)+"` has a function")
		}
	}
	return nil
}

// AnswerNotification takes a notification, calls the function for its event and says what to answer: for frameworks without net/http. Hand
// headers and raw body over as they arrived. With an error (the client is closed, the context has ended) answer with the status 500.
func (c *Client) AnswerNotification(ctx context.Context, handlers Handlers, header http.Header, rawBody []byte) (*Acknowledgement, error) {
	return answerOnce(ctx, c, handlers, header, rawBody)
}

// NotificationHandler takes notifications: it reads the raw body itself, no more than a notification can have, verifies, calls the function for the
// event, and answers. It panics when there is no function at all, or when an event has one and is ignored.
func (c *Client) NotificationHandler(handlers Handlers) http.Handler {
	return notificationHandler(c, handlers)
}

// receiver is a client, or those of several merchants.
type receiver interface {
	awaitNotification(ctx context.Context, confirm bool, header http.Header, rawBody []byte) (*HandledNotification, error)
}

func answerOnce(ctx context.Context, of receiver, handlers Handlers, header http.Header, rawBody []byte) (*Acknowledgement, error) {
	if err := handlers.check(); err != nil {
		return nil, err
	}
	return handlers.answer(ctx, of, header, rawBody)
}

func notificationHandler(of receiver, handlers Handlers) http.Handler {
	if err := handlers.check(); err != nil {
		panic(err)
	}
	return http.HandlerFunc(func(writer http.ResponseWriter, request *http.Request) {
		body, err := io.ReadAll(io.LimitReader(request.Body, MaximumNotificationBytes()+1))
		if err != nil {
			http.Error(writer, "the body did not arrive", http.StatusBadRequest)
			return
		}
		answer, err := handlers.answer(request.Context(), of, request.Header, body)
		if err != nil {
			handlers.report(err)
			http.Error(writer, "not taken now", http.StatusInternalServerError)
			return
		}
		writer.Header().Set("Content-Type", answer.ContentType)
		writer.Header().Set("Content-Length", strconv.Itoa(len(answer.Body)))
		writer.WriteHeader(int(answer.Status))
		_, _ = io.WriteString(writer, answer.Body)
	})
}

func (h *Handlers) answer(ctx context.Context, of receiver, header http.Header, body []byte) (*Acknowledgement, error) {
	handled, err := of.awaitNotification(ctx, h.Confirm, header, body)
	if err != nil {
		return nil, err
	}
	if handled.Fault != nil {
		h.report(handled.Fault)
	}
	if handled.Answer != nil {
		return handled.Answer, nil
	}
	if slices.Contains(h.Ignore, handled.EventKind) {
		return h.settle(handled, "ignored", nil)
	}
	isTaken, err := h.dispatch(ctx, handled)
	switch {
	case !isTaken && err == nil:
		return h.settle(handled, "not_taken", nil)
	case errors.Is(err, ErrDeclined):
		return h.settle(handled, "declined", nil)
	case err != nil:
		return h.settle(handled, "failed", err)
	}
	return h.settle(handled, "done", nil)
}

// dispatch calls the function for the event; false when there is none. A panic is its error.
func (h *Handlers) dispatch(ctx context.Context, handled *HandledNotification) (isTaken bool, err error) {
	event, err := handled.Event()
	if err != nil || event == nil {
		return false, err
	}
	defer func() {
		if panicked := recover(); panicked != nil {
			isTaken, err = true, &panicError{panicked, debug.Stack()}
		}
	}()
	switch {
	case event.Paid != nil && h.Paid != nil:
		return true, h.Paid(ctx, &PaidEvent{*event.Paid, handled})
	case event.Refund != nil && h.Refund != nil:
		return true, h.Refund(ctx, &RefundEvent{*event.Refund, handled})
	case event.NotPaid != nil && h.NotPaid != nil:
		return true, h.NotPaid(ctx, &NotPaidEvent{*event.NotPaid, handled})
	case event.Other != nil && h.Other != nil:
		return true, h.Other(ctx, &OtherProductEvent{*event.Other, handled})
	}
	return false, nil
}

// settle says what to answer, and reports what is no success.
func (h *Handlers) settle(handled *HandledNotification, result string, failed error) (*Acknowledgement, error) {
	detail := ""
	if failed != nil {
		detail = fmt.Sprintf("%T", failed)
	}
	done, err := handled.settle(result, detail)
	if err != nil {
		return nil, err
	}
	if done.Error != nil {
		var attributes []slog.Attr
		if failed != nil {
			done.Error.causes = append(done.Error.causes, failed)
			attributes = append(attributes, slog.Any("error", failed))
		}
		if done.Log {
			handled.client.core.host.lines.put(slog.LevelError, done.Error.Message, attributes...)
		}
		h.report(done.Error)
	}
	return &done.Acknowledgement, nil
}

// report tells your function; one that panics changes no answer.
func (h *Handlers) report(err error) {
	if h.OnError == nil {
		return
	}
	defer func() { _ = recover() }()
	h.OnError(err)
}

// panicError is a panic of a function for notifications, with its stack.
type panicError struct {
	value any
	stack []byte
}

func (e *panicError) Error() string { return fmt.Sprintf("panic: %v\n%s", e.value, e.stack) }
