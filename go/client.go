package qqwxpay

import (
	"context"
	"encoding/json"
	"os"
	"runtime"
	"strings"
	"time"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

// Version is that of this package, and of the library in Rust that it works with.
const Version = "0.1.0"

// Client takes WeChat Pay in a QQ mini program. Make one for the life of the process: it may be used by any number of goroutines.
//
// Methods take a context first. Its deadline is the limit of the call; without one 25 seconds count. When it ends a call that was sent, the
// request may be carried out all the same: an order is then a result, [Placement].ToConfirm, and what else changes something an error whose
// Retry is [RetryConfirmFirst].
type Client struct {
	core *core
}

// New makes a client with these settings. Errors are of the kinds config, key and invalid_input, and name the setting.
//
//	pay, err := qqwxpay.New(qqwxpay.Settings{MchID: "1900000001", ...})
//	defer pay.Close()
func New(settings Settings, options ...Option) (*Client, error) {
	return newClient(nativeParts{Settings: settings}, options)
}

// FromEnvironment makes a client with the settings of the environment variables QQ_WXPAY_….
func FromEnvironment(options ...Option) (*Client, error) {
	variables := map[string]string{}
	for _, variable := range os.Environ() {
		if name, value, found := strings.Cut(variable, "="); found {
			variables[name] = value
		}
	}
	return FromVariables(variables, options...)
}

// FromVariables makes a client with such variables from elsewhere; others than QQ_WXPAY_… are passed over.
func FromVariables(variables map[string]string, options ...Option) (*Client, error) {
	own := map[string]string{}
	for name, value := range variables {
		if strings.HasPrefix(name, "QQ_WXPAY_") {
			own[name] = value
		}
	}
	return newClient(nativeParts{Variables: own}, options)
}

// Close refuses later calls, and lets go of connections and keys once the calls that are under way have ended. It may be called twice.
func (c *Client) Close() {
	c.core.close()
	runtime.KeepAlive(c)
}

// String shows nothing of the settings.
func (c *Client) String() string { return "qqwxpay.Client{}" }

// GoString is String.
func (c *Client) GoString() string { return c.String() }

// nativeParts is what the library makes a client of.
type nativeParts struct {
	Names       string            `json:"names"`
	Settings    any               `json:"settings,omitzero"`
	Variables   map[string]string `json:"variables,omitzero"` // empty, but not nil: there are none
	TokenSource string            `json:"token_source,omitzero"`
	Sends       bool              `json:"sends"`
	Signs       bool              `json:"signs"`
	Observes    bool              `json:"observes"`
	Merchants   uint64            `json:"merchants,omitzero"` // those whose connections it shares
	Now         *int64            `json:"now,omitzero"`
	Nonce       string            `json:"nonce,omitzero"`
}

func newClient(parts nativeParts, options []Option) (*Client, error) {
	if err := checkVersion(); err != nil {
		return nil, err
	}
	var chosen choices
	for _, option := range options {
		option(&chosen)
	}
	if chosen.provider != nil && chosen.store != nil {
		return nil, facadeError("TOKEN_SOURCE_GIVEN_TWICE", "TokenProvider", "")
	}
	parts.Names = "go"
	if chosen.provider != nil {
		parts.TokenSource = "provider"
	} else if chosen.store != nil {
		parts.TokenSource = "store"
	}
	parts.Sends, parts.Signs, parts.Observes = chosen.transport != nil, chosen.signer != nil, chosen.observer != nil
	text, err := json.Marshal(parts)
	if err != nil {
		return nil, facadeError("WRONG_TYPE", "Settings", "this is no JSON: "+err.Error())
	}
	own := newCore(chosen)
	if err := own.begin(text); err != nil {
		return nil, err
	}
	client := &Client{core: own}
	// One that nobody closed and nobody holds any more is closed by the garbage collector.
	runtime.AddCleanup(client, (*core).close, own)
	return client, nil
}

// notSent is the error of a call whose context had ended before it began.
func notSent(ctx context.Context) *Error {
	err := facadeError("CALL_ABANDONED", "", "given up before it began: nothing was sent")
	err.Retry = RetrySameRequest
	err.causes = contextCauses(ctx)
	return err
}

// contextCauses are why a context ended: what errors.Is finds behind the error of its call.
func contextCauses(ctx context.Context) []error {
	err, cause := ctx.Err(), context.Cause(ctx)
	if cause == nil || cause == err {
		return []error{err}
	}
	return []error{err, cause}
}

// limit is what is left of a context, in whole milliseconds, at least one; 0: no deadline.
func limit(ctx context.Context) uint64 {
	deadline, found := ctx.Deadline()
	if !found {
		return 0
	}
	left := time.Until(deadline)
	return uint64(max((left+time.Millisecond-1)/time.Millisecond, 1))
}

// checkVersion refuses a library of another version: what it says would be read wrongly.
func checkVersion() error {
	library, header := native.ABIVersions()
	if version := native.Version(); version != Version || library != header || native.SchemaHash() != schemaHash {
		return &versionError{version}
	}
	return nil
}

type versionError struct{ version string }

func (e *versionError) Error() string {
	return "qq-wxpay: the library in Rust is of version " + e.version + ", this package of " + Version +
		", or they come from different sources: take both from one version (`go mod tidy`; in the repository: `go/scripts/fill`)"
}
