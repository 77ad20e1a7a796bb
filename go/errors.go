package qqwxpay

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

// Kind is what kind of trouble an error is, chosen by what the caller should do.
type Kind string

// The kinds of errors.
const (
	// KindInvalidInput was refused before anything was sent: correct [Error.Field].
	KindInvalidInput Kind = "invalid_input"
	// KindConfig: a setting is missing or wrong.
	KindConfig Kind = "config"
	// KindKey: a key or certificate cannot be used.
	KindKey Kind = "key"
	// KindSignature: a message is not authentic: believe nothing in it.
	KindSignature Kind = "signature"
	// KindStale: authentic, but too old or from the future.
	KindStale Kind = "stale"
	// KindDecrypt: the key does not open it.
	KindDecrypt Kind = "decrypt"
	// KindMalformed: not what the protocol says.
	KindMalformed Kind = "malformed"
	// KindMismatch: about something else than expected: do not deliver.
	KindMismatch Kind = "mismatch"
	// KindAPI: QQ or WeChat Pay answered with a code.
	KindAPI Kind = "api"
	// KindTransport: no usable answer.
	KindTransport Kind = "transport"
)

// What errors.Is compares an error's kind with.
var (
	ErrInvalidInput error = &kindError{KindInvalidInput}
	ErrConfig       error = &kindError{KindConfig}
	ErrKey          error = &kindError{KindKey}
	ErrSignature    error = &kindError{KindSignature}
	ErrStale        error = &kindError{KindStale}
	ErrDecrypt      error = &kindError{KindDecrypt}
	ErrMalformed    error = &kindError{KindMalformed}
	ErrMismatch     error = &kindError{KindMismatch}
	ErrAPI          error = &kindError{KindAPI}
	ErrTransport    error = &kindError{KindTransport}
)

type kindError struct{ kind Kind }

func (e *kindError) Error() string { return "qq-wxpay: " + string(e.kind) }

// Retry is what may be done after an error.
type Retry string

// What may be done.
const (
	// RetryNever: correct the cause first.
	RetryNever Retry = "never"
	// RetrySameRequest: repeat after a pause, with the same number and values.
	RetrySameRequest Retry = "same_request"
	// RetryConfirmFirst: query, or repeat exactly; never under a new order number.
	RetryConfirmFirst Retry = "confirm_first"
)

// Text is a text in two languages.
type Text struct {
	En string `json:"en"`
	Zh string `json:"zh"`
}

// Error is why something failed, and what to do about it. Nothing in it is secret, but for what your own functions returned, which
// errors.Is and errors.As find behind it, and which Error does not show.
//
//	var failed *qqwxpay.Error
//	if errors.As(err, &failed) && failed.Code == "ORDERPAID" { ... }
//	if errors.Is(err, qqwxpay.ErrInvalidInput) { ... }
type Error struct {
	// What kind of trouble it is.
	Kind Kind `json:"kind"`
	// The code: 9030, 40001, SIGN_ERROR, or one of this library's own.
	Code string `json:"code"`
	// Who said it: sdk, qq_token, qq_proxy, wechat_pay.
	Origin string `json:"origin"`
	// The field or setting that has to change, as a path: Amount.Total.
	Field string `json:"field,omitzero"`
	// What exactly was found; may be empty.
	Detail string `json:"detail"`
	// HTTP status of the reply that caused it; 0: none.
	Status int `json:"http_status,omitzero"`
	// WeChat Pay's Request-ID: its support asks for it.
	RequestID string `json:"request_id,omitzero"`
	// What may be done.
	Retry Retry `json:"retry"`
	// Why it happens; nil for a code that is not in the table.
	Cause *Text `json:"cause,omitzero"`
	// What to do about it; nil for a code that is not in the table.
	Remedy *Text `json:"remedy,omitzero"`
	// All of it in one sentence.
	Message string `json:"message"`

	causes []error
}

// Error is the message: code, field, what was found, why, and what to do about it.
func (e *Error) Error() string { return e.Message }

// Is tells whether target is the kind of this error, such as [ErrInvalidInput].
func (e *Error) Is(target error) bool {
	kind, isKind := target.(*kindError)
	return isKind && kind.kind == e.Kind
}

// Unwrap gives why the context of the call had ended, and what your own function returned, where that is behind it.
func (e *Error) Unwrap() []error { return e.causes }

// Format writes the message, whatever the verb.
func (e *Error) Format(state fmt.State, _ rune) {
	if e == nil {
		_, _ = state.Write([]byte("<nil>"))
		return
	}
	_, _ = state.Write([]byte(e.Message))
}

// LogValue is a group of kind, code, field, retry, request id and message.
func (e *Error) LogValue() slog.Value {
	if e == nil {
		return slog.StringValue("<nil>")
	}
	return slog.GroupValue(slog.String("kind", string(e.Kind)), slog.String("code", e.Code), slog.String("field", e.Field),
		slog.String("retry", string(e.Retry)), slog.String("request_id", e.RequestID), slog.String("message", e.Message))
}

// endedWith notes that the context of the call had ended, where that is why it was given up.
func (e *Error) endedWith(ctx context.Context) {
	if e == nil || e.Code != "CALL_ABANDONED" && e.Code != "TIMED_OUT" {
		return
	}
	deadline, found := ctx.Deadline()
	switch {
	case ctx.Err() != nil:
		e.causes = append(e.causes, contextCauses(ctx)...)
	case found && !time.Now().Before(deadline):
		// The library was in time; the timer of the context is late, as on a machine that has much to do.
		e.causes = append(e.causes, context.DeadlineExceeded)
	}
}

// ExampleOf describes the error that [ErrorExample] makes; all but the code may be left out.
type ExampleOf struct {
	// The code: 9030, ORDERPAID, SETTINGS_MISSING.
	Code string `json:"code"`
	// The operation that fails, such as place_order: its remedy may be another one, and what may be done afterwards.
	Operation string `json:"operation,omitzero"`
	// Who says it: sdk, qq_token, qq_proxy, wechat_pay; with it the code may be one that the table does not know.
	Origin    string `json:"origin,omitzero"`
	Field     string `json:"field,omitzero"`
	Detail    string `json:"detail,omitzero"`
	Status    int    `json:"http_status,omitzero"`
	RequestID string `json:"request_id,omitzero"`
	Retry     Retry  `json:"retry,omitzero"`
}

// ErrorExample makes the error of a code as it is where the code comes up: for tests of what you do with it. The second error tells that the
// example itself is wrong: ERROR_CODE_UNKNOWN with the nearest code, UNKNOWN_OPERATION, or one that names the field.
func ErrorExample(example ExampleOf) (*Error, error) {
	text, err := encode(map[string]any{"example": example, "names": "go"})
	if err != nil {
		return nil, err
	}
	result := native.Call(0, "example_error", text, nil)
	if result.Status != native.StatusOK {
		return nil, readError(result.Text)
	}
	return readError(result.Text), nil
}

// errUnreadable: what the library said is not what this package knows. It shows nothing of it.
var errUnreadable = errors.New("qq-wxpay: package and library are of different versions")

func readError(text []byte) *Error {
	err := new(Error)
	if json.Unmarshal(text, err) != nil || err.Message == "" {
		return &Error{Kind: KindMalformed, Code: "UNREADABLE", Origin: "sdk", Retry: RetryNever, Message: errUnreadable.Error()}
	}
	return err
}

// facadeError is one that this package finds itself; the table of codes explains it.
func facadeError(code, field, detail string) *Error {
	given := map[string]string{"code": code, "detail": detail, "names": "go"}
	if field != "" {
		given["field"] = field
	}
	text, _ := json.Marshal(given)
	return readError(native.Call(0, "facade_error", text, nil).Text)
}
