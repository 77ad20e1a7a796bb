package qqwxpay

import (
	"context"
	"encoding/json"
	"runtime"
)

// nothing is what operations take or give that take or give nothing.
type nothing struct{}

// Some is a pointer to a value: for fields that may be left out.
//
//	qqwxpay.RefundRequest{..., OutOfBalance: qqwxpay.Some(true)}
func Some[T any](value T) *T { return &value }

// call is an operation over the network.
func call[T any](ctx context.Context, c *Client, operation string, request any) (*T, error) {
	defer runtime.KeepAlive(c)
	arguments, err := encode(request)
	if err != nil {
		return nil, err
	}
	result, err := c.core.invoke(ctx, c.core.handle, operation, arguments, nil)
	if err != nil {
		return nil, err
	}
	reply, err := decode[T](result.Text)
	if placed, isOrder := any(reply).(*Placement); isOrder && placed.ToConfirm != nil {
		placed.ToConfirm.Error.endedWith(ctx)
	}
	return reply, err
}

// callNow is an operation that needs no network.
func callNow[T any](c *Client, operation string, request any) (*T, error) {
	defer runtime.KeepAlive(c)
	arguments, err := encode(request)
	if err != nil {
		return nil, err
	}
	result, err := c.core.now(c.core.handle, operation, arguments, nil)
	if err != nil {
		return nil, err
	}
	return decode[T](result.Text)
}

func encode(request any) ([]byte, error) {
	text, err := json.Marshal(request)
	if err != nil {
		return nil, facadeError("WRONG_TYPE", "(the request)", err.Error())
	}
	return text, nil
}

// decode reads what the library gave. It writes what the types say: anything else means that the two are of different versions.
func decode[T any](text []byte) (*T, error) {
	value := new(T)
	if len(text) == 0 || string(text) == "null" {
		return value, nil
	}
	if err := json.Unmarshal(text, value); err != nil {
		return nil, errUnreadable
	}
	return value, nil
}
