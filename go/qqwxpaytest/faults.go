package qqwxpaytest

import "testing"

// Endpoint is where a fault strikes.
type Endpoint string

// Where a fault strikes.
const (
	// AtToken: QQ's getToken.
	AtToken Endpoint = "token"
	// AtProxy: QQ's payment proxy.
	AtProxy Endpoint = "proxy"
	// AtOrder: WeChat Pay's ordering, reached directly or through the proxy.
	AtOrder Endpoint = "order"
	// AtQuery: WeChat Pay's order queries.
	AtQuery Endpoint = "query"
	// AtClose: WeChat Pay's closing of orders.
	AtClose Endpoint = "close"
	// AtRefund: WeChat Pay's refunds.
	AtRefund Endpoint = "refund"
	// AtRefundQuery: WeChat Pay's refund queries.
	AtRefundQuery Endpoint = "refund_query"
	// AtBill: WeChat Pay's bills: the link to a file, and V2's downloadbill.
	AtBill Endpoint = "bill"
	// AtBillFile: the download of a bill's file.
	AtBillFile Endpoint = "bill_file"
	// AtCertificates: WeChat Pay's platform certificates.
	AtCertificates Endpoint = "certificates"
	// AtEcho: WeChat Pay's self test.
	AtEcho Endpoint = "echo"
	// Anywhere: whichever of them is called next.
	Anywhere Endpoint = "any"
)

// Fault is what goes wrong: a constant, or CutReply, CutRequest, Refuse. "Not processed" means that the request has no effect.
type Fault struct{ kind any }

// What goes wrong.
var (
	// Status500: a text; not processed.
	Status500 = Fault{"status_500"}
	// Status502HTML: an HTML page; not processed.
	Status502HTML = Fault{"status_502_html"}
	// Status503: an empty body; not processed.
	Status503 = Fault{"status_503"}
	// Status429: not processed.
	Status429 = Fault{"status_429"}
	// SystemError: WeChat Pay's SYSTEM_ERROR, QQ's -1 "system busy"; not processed.
	SystemError = Fault{"system_error"}
	// HTML200: status 200 with an HTML page; not processed.
	HTML200 = Fault{"html_200"}
	// Empty200: status 200 with an empty body; not processed.
	Empty200 = Fault{"empty_200"}
	// GarbageJSON: status 200 with text that only looks like JSON; not processed.
	GarbageJSON = Fault{"garbage_json"}
	// TruncatedBody: processed; only the first half of the body is sent.
	TruncatedBody = Fault{"truncated_body"}
	// FlippedByte: processed; one byte in the middle of the body is changed.
	FlippedByte = Fault{"flipped_byte"}
	// HugeBody: status 200 with a body of 2 MiB; not processed.
	HugeBody = Fault{"huge_body"}
	// SlowBody: processed; the body drips at one byte every 200 milliseconds.
	SlowBody = Fault{"slow_body"}
	// TimeOut: processed; the answer comes after 30 seconds.
	TimeOut = Fault{"time_out"}
	// DropBefore: not processed; the connection closes without an answer.
	DropBefore = Fault{"drop_before"}
	// DropAfter: processed; the connection closes without an answer.
	DropAfter = Fault{"drop_after"}
	// DropMidReply: processed; the connection closes in the middle of the answer.
	DropMidReply = Fault{"drop_mid_reply"}
	// WrongSignature: processed; the reply's signature does not fit.
	WrongSignature = Fault{"wrong_signature"}
	// ProbeSignature: processed; the reply's signature is a probe.
	ProbeSignature = Fault{"probe_signature"}
	// StaleTimestamp: processed; the reply is signed with a time 400 seconds ago.
	StaleTimestamp = Fault{"stale_timestamp"}
	// UnknownKey: processed; the reply names a key that the merchant does not know.
	UnknownKey = Fault{"unknown_serial"}
)

// CutReply closes the connection after so many bytes of the reply; processed.
func CutReply(bytes int) Fault { return Fault{map[string]int{"cut_reply": bytes}} }

// CutRequest closes the connection after so many bytes of the request; processed only if they are all of it.
func CutRequest(bytes int) Fault { return Fault{map[string]int{"cut_request": bytes}} }

// Refuse answers this error code, with this HTTP status at V3; not processed.
func Refuse(code string, status int) Fault {
	return Fault{map[string]any{"refuse": map[string]any{"code": code, "status": status}}}
}

// AddFault makes something go wrong, so many times, behind the faults that wait already.
func (s *Sandbox) AddFault(tb testing.TB, endpoint Endpoint, fault Fault, times int) {
	tb.Helper()
	s.act(tb, "add_fault", map[string]any{"endpoint": endpoint, "kind": fault.kind, "times": times})
}

// ClearFaults forgets all faults.
func (s *Sandbox) ClearFaults(tb testing.TB) {
	tb.Helper()
	s.act(tb, "clear_faults", map[string]any{})
}
