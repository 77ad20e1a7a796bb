package qqwxpay

import (
	"context"
	"iter"
	"runtime"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

// reportsAtOnce is how many reports cross the border together, if so many are there.
const reportsAtOnce = 100

// reports gives the reports of a run over open orders or refunds, one for each row, as they come. Nothing is asked before the loop begins;
// leaving the loop ends the run. What is wrong with the whole list, and the end of the context, is the last thing that it gives.
func reports[Report any](ctx context.Context, c *Client, operation string, request any) iter.Seq2[Report, error] {
	return func(yield func(Report, error) bool) {
		defer runtime.KeepAlive(c)
		arguments, err := encode(request)
		if err != nil {
			yield(*new(Report), err)
			return
		}
		begun, err := c.core.invoke(ctx, c.core.handle, operation, arguments, nil)
		if err != nil {
			yield(*new(Report), err)
			return
		}
		defer native.Release(begun.Handle)
		for {
			list, err := nextReports[Report](ctx, c, begun.Handle)
			if err != nil {
				yield(*new(Report), err)
				return
			}
			if list == nil {
				return
			}
			for _, report := range list {
				if !yield(report, nil) {
					return
				}
			}
		}
	}
}

// nextReports gives the next reports, nil at the end.
func nextReports[Report any](ctx context.Context, c *Client, run uint64) ([]Report, error) {
	result, err := c.core.invoke(ctx, run, "next_reports", maximum(reportsAtOnce), nil)
	if err != nil || result.Status == native.StatusNothing {
		return nil, err
	}
	return decodeList[Report](result.Text)
}
