package otel_test

import (
	"strings"
	"testing"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
	"qqwxpay.com/qq-wxpay.git/go/otel"
	"qqwxpay.com/qq-wxpay.git/go/qqwxpaytest"
)

func TestAnOrderBecomesMetricsAndSpans(t *testing.T) {
	reader, spans := metric.NewManualReader(), tracetest.NewSpanRecorder()
	observer, err := otel.NewObserver(
		otel.WithMeterProvider(metric.NewMeterProvider(metric.WithReader(reader))),
		otel.WithTracerProvider(trace.NewTracerProvider(trace.WithSpanProcessor(spans))),
		otel.WithAttributes(attribute.String("merchant", "one")))
	if err != nil {
		t.Fatal(err)
	}
	pay := qqwxpaytest.StartSandbox(t).Client(t, "", qqwxpay.WithObserver(observer))
	placement, err := pay.PlaceOrder(t.Context(), qqwxpay.OrderRequest{
		OutTradeNo: "OT20261123000001", Description: "Blue mug", Amount: qqwxpay.OrderAmount{Total: 1999},
		SceneInfo: qqwxpay.SceneInfo{PayerClientIP: "203.0.113.7"},
	})
	if err != nil || placement.Placed == nil {
		t.Fatalf("%v, %v", placement, err)
	}
	expected := []string{"qq_wxpay.call.duration", "qq_wxpay.token.refreshes", "qq_wxpay.token.age", "qq_wxpay.token.lease.wait"}
	for range 500 {
		names := namesOf(t, reader)
		missing := 0
		for _, name := range expected {
			if !strings.Contains(names, name) {
				missing++
			}
		}
		if missing == 0 && strings.Contains(names, "place_order") && strings.Contains(names, "merchant") && len(spans.Ended()) >= 2 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%s, %d spans", namesOf(t, reader), len(spans.Ended()))
}

// namesOf are the names of all metrics with the attributes of the calls.
func namesOf(t *testing.T, reader *metric.ManualReader) string {
	t.Helper()
	var found metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &found); err != nil {
		t.Fatal(err)
	}
	var names strings.Builder
	for _, scope := range found.ScopeMetrics {
		for _, own := range scope.Metrics {
			names.WriteString(own.Name + " ")
			if histogram, isOne := own.Data.(metricdata.Histogram[float64]); isOne {
				for _, point := range histogram.DataPoints {
					names.WriteString(point.Attributes.Encoded(attribute.DefaultEncoder()) + " ")
				}
			}
		}
	}
	return names.String()
}
