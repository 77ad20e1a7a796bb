// Package otel makes metrics and spans of OpenTelemetry of what a client of qq-wxpay reports:
//
//	observer, err := otel.NewObserver()
//	pay, err := qqwxpay.FromEnvironment(qqwxpay.WithObserver(observer))
//
// docs/metrics.md of the repository has the table of names.
package otel

import (
	"context"
	"sync"
	"time"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

// scope is what the instruments belong to.
const scope = "qq-wxpay"

// boundaries are the upper bounds of the histograms, in seconds.
var boundaries = []float64{0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25}

// Option is what an observer is made with.
type Option func(*choices)

type choices struct {
	meters     metric.MeterProvider
	tracers    trace.TracerProvider
	attributes []attribute.KeyValue
}

// WithMeterProvider takes meters from here instead of the global provider.
func WithMeterProvider(provider metric.MeterProvider) Option {
	return func(c *choices) { c.meters = provider }
}

// WithTracerProvider takes tracers from here instead of the global provider.
func WithTracerProvider(provider trace.TracerProvider) Option {
	return func(c *choices) { c.tracers = provider }
}

// WithAttributes stand on every metric and span beside what the observer says: the name of the merchant, where there are several.
func WithAttributes(attributes ...attribute.KeyValue) Option {
	return func(c *choices) { c.attributes = attributes }
}

// Observer is that of one client. No order number, payer, key or token is in what it makes. A span is made when its call has ended, and stands
// by itself.
type Observer struct {
	own    attribute.Set
	tracer trace.Tracer

	durations, waits                                   metric.Float64Histogram
	retries, refreshes, notifications, repeats, faults metric.Int64Counter

	mu           sync.Mutex
	tokenFetched time.Time
	ends         map[string]time.Time
}

// NewObserver makes one. Set OpenTelemetry up before, and give each client one of its own.
func NewObserver(options ...Option) (*Observer, error) {
	chosen := choices{meters: otel.GetMeterProvider(), tracers: otel.GetTracerProvider()}
	for _, option := range options {
		option(&chosen)
	}
	observer := &Observer{own: attribute.NewSet(chosen.attributes...), tracer: chosen.tracers.Tracer(scope), ends: map[string]time.Time{}}
	return observer, observer.instruments(chosen.meters.Meter(scope))
}

func (o *Observer) instruments(meter metric.Meter) (err error) {
	histogram := func(name, description string) metric.Float64Histogram {
		made, failed := meter.Float64Histogram(name, metric.WithUnit("s"), metric.WithDescription(description), metric.WithExplicitBucketBoundaries(boundaries...))
		if failed != nil {
			err = failed
		}
		return made
	}
	counter := func(name, description string) metric.Int64Counter {
		made, failed := meter.Int64Counter(name, metric.WithDescription(description))
		if failed != nil {
			err = failed
		}
		return made
	}
	o.durations = histogram("qq_wxpay.call.duration", "Calls to QQ and WeChat Pay with all their attempts")
	o.waits = histogram("qq_wxpay.token.lease.wait", "Waiting until the token store gave the lease")
	o.retries = counter("qq_wxpay.retries", "Attempts after which another one followed")
	o.refreshes = counter("qq_wxpay.token.refreshes", "New access tokens, fetched by this process or found in the store")
	o.notifications = counter("qq_wxpay.notifications", "Notifications by what they turned out to be")
	o.repeats = counter("qq_wxpay.notification.duplicates", "Notifications that this process had verified before")
	o.faults = counter("qq_wxpay.faults", "What those who run the shop must look at")
	if err != nil {
		return err
	}
	if _, err := meter.Float64ObservableGauge("qq_wxpay.token.age", metric.WithUnit("s"),
		metric.WithDescription("How long ago the access token in use was fetched"), metric.WithFloat64Callback(o.age)); err != nil {
		return err
	}
	_, err = meter.Int64ObservableGauge("qq_wxpay.certificate.days",
		metric.WithDescription("Whole days until a certificate in use ends"), metric.WithInt64Callback(o.days))
	return err
}

// Observe takes what the client did.
func (o *Observer) Observe(event *qqwxpay.ClientEvent) {
	switch {
	case event.Call != nil:
		by := o.with("operation", event.Call.Operation, "upstream", string(event.Call.Upstream), "code", orOK(event.Call.Code))
		o.durations.Record(context.Background(), float64(event.Call.ElapsedUs)/1e6, by)
		o.span(event.Call)
	case event.Attempt != nil && event.Attempt.Repeats:
		by := o.with("operation", event.Attempt.Operation, "upstream", string(event.Attempt.Upstream), "code", orOK(event.Attempt.Code))
		o.retries.Add(context.Background(), 1, by)
	case event.Notification != nil:
		o.notifications.Add(context.Background(), 1, o.with("outcome", event.Notification.Outcome, "code", orOK(event.Notification.Code)))
		if event.Notification.Repeat {
			o.repeats.Add(context.Background(), 1, o.with("outcome", event.Notification.Outcome))
		}
	case event.Token != nil:
		o.mu.Lock()
		o.tokenFetched = time.Now().Add(-time.Duration(event.Token.AgeSeconds) * time.Second)
		o.mu.Unlock()
		o.waits.Record(context.Background(), float64(event.Token.LeaseWaitMs)/1000, o.with())
		o.refreshes.Add(context.Background(), 1, o.with("origin", string(event.Token.Origin)))
	case event.Certificate != nil && event.Certificate.DaysLeft != nil:
		o.mu.Lock()
		o.ends[string(event.Certificate.Whose)] = time.Now().Add(time.Duration(*event.Certificate.DaysLeft) * 24 * time.Hour)
		o.mu.Unlock()
	case event.Fault != nil:
		by := o.with("kind", string(event.Fault.What), "level", string(event.Fault.Level), "code", event.Fault.Code)
		o.faults.Add(context.Background(), 1+event.Fault.Suppressed, by)
	}
}

// span is that of a call that has ended.
func (o *Observer) span(call *qqwxpay.CallEvent) {
	end := time.Now()
	attributes := append(o.own.ToSlice(), attribute.String("operation", call.Operation), attribute.String("upstream", string(call.Upstream)),
		attribute.Int64("attempts", call.Attempts))
	_, span := o.tracer.Start(context.Background(), "qq-wxpay "+call.Operation, trace.WithNewRoot(), trace.WithSpanKind(trace.SpanKindClient),
		trace.WithTimestamp(end.Add(-time.Duration(call.ElapsedUs)*time.Microsecond)), trace.WithAttributes(attributes...))
	if call.Code != "" {
		span.SetAttributes(attribute.String("code", call.Code))
		span.SetStatus(codes.Error, call.Code)
	}
	span.End(trace.WithTimestamp(end))
}

func (o *Observer) age(_ context.Context, observer metric.Float64Observer) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.tokenFetched.IsZero() {
		observer.Observe(time.Since(o.tokenFetched).Seconds(), o.with())
	}
	return nil
}

func (o *Observer) days(_ context.Context, observer metric.Int64Observer) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	for whose, end := range o.ends {
		observer.Observe(int64(time.Until(end)/(24*time.Hour)), o.with("whose", whose))
	}
	return nil
}

// with is the attributes of the observer and these, a name and a value each.
func (o *Observer) with(pairs ...string) metric.MeasurementOption {
	all := o.own.ToSlice()
	for index := 0; index+1 < len(pairs); index += 2 {
		all = append(all, attribute.String(pairs[index], pairs[index+1]))
	}
	return metric.WithAttributes(all...)
}

func orOK(code string) string {
	if code == "" {
		return "ok"
	}
	return code
}
