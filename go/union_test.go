package qqwxpay

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// What is one of several is read alike, wherever its tag and its field stand.
func TestOneOfSeveralInAnyOrder(t *testing.T) {
	const payment = `{"mchid":"1900007291","out_trade_no":"T1","attach":",\"payment\":{}}","amount":{"total":1999}}`
	for _, text := range []string{
		`{"type":"payment","payment":` + payment + `}`,
		`{"payment":` + payment + `,"type":"payment"}`,
		`{"type":"payment","payment":` + payment + `,"later":{"payment":{"out_trade_no":"T2"}}}`,
		`{"type":"payment","before":[{"a":1,"payment":{"out_trade_no":"T2"}}],"payment":` + payment + `}`,
		`{"type":"p\u0061yment","payment":` + payment + `}`,
		" {\n\"type\" : \"payment\" , \"payment\" :" + payment + "\n}",
	} {
		var read Outcome
		if err := json.Unmarshal([]byte(text), &read); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		paid := read.Payment
		if read.Type != OutcomePayment || paid == nil || paid.OutTradeNo != "T1" || paid.Attach != `,"payment":{}}` || paid.Amount == nil {
			t.Errorf("%s: %#v", text, read)
		}
	}
	for _, text := range []string{`{"type":5}`, `{"type":"payment","payment":5}`, `["type"]`} {
		if err := json.Unmarshal([]byte(text), new(Outcome)); err == nil {
			t.Errorf("%s is none", text)
		}
	}
}

// A payment, read in one pass, is what it is otherwise.
func TestHandledPaymentIsReadAlike(t *testing.T) {
	const rest = `,"event_kind":"paid","order":{"family":"direct","out_trade_no":"T1"},"id":"EV-1","repeat":true,"answer":null,` +
		`"failure":{"status":500,"content_type":"text/xml","body":"<xml/>"},"fault":null}`
	payments := map[OutcomeType]string{
		OutcomePayment:        `{"mchid":"1","out_trade_no":"T1","payer":{"openid":"o1"},"amount":{"total":1999}}`,
		OutcomePartnerPayment: `{"sp_mchid":"1","sub_mchid":"2","out_trade_no":"T1"}`,
		OutcomeCombinePayment: `{"combine_mchid":"1","combine_out_trade_no":"T1","sub_orders":[{"mchid":"1"}]}`,
		OutcomeV2Payment:      `{"mch_id":"1","out_trade_no":"T1"}`,
	}
	for word, payment := range payments {
		text := []byte(`{"outcome":{"type":"` + string(word) + `","payment":` + payment + `}` + rest)
		got, err := readHandled(text)
		if err != nil {
			t.Fatal(err)
		}
		want, err := decode[HandledNotification](text)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) || want.ID != "EV-1" || want.Outcome.Type != word {
			t.Errorf("%s: got %v, want %v", word, got, want)
		}
		written, err := json.Marshal(got.Outcome)
		if err != nil || !bytes.HasPrefix(written, []byte(`{"type":"`+string(word)+`","payment":{`)) || !strings.Contains(string(written), `"T1"`) {
			t.Errorf("%s, %v", written, err)
		}
	}
}
