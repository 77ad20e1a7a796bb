package qqwxpay

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
)

// t0 is a context that does not end.
var t0 = context.Background()

// readBack reads a value into its type and writes it again: nothing that was there may be missing then.
func readBack(text []byte, into any) error {
	if err := json.Unmarshal(text, into); err != nil {
		return err
	}
	written, err := json.Marshal(into)
	if err != nil {
		return err
	}
	if found := difference(withoutNulls(parsed(text)), withoutNulls(parsed(written)), ""); found != "" {
		return fmt.Errorf("%T does not come back: %s", into, found)
	}
	return nil
}

// withoutNulls leaves out what has no value: null, and what Go writes in its place.
func withoutNulls(value any) any {
	switch value := value.(type) {
	case map[string]any:
		out := map[string]any{}
		for name, item := range value {
			if item != nil && item != "" && item != false {
				out[name] = withoutNulls(item)
			}
		}
		return out
	case []any:
		out := make([]any, len(value))
		for index, item := range value {
			out[index] = withoutNulls(item)
		}
		return out
	}
	return value
}

const marker = "HIDDEN-MARKER"

// samples are values of every type that comes back, with a marker in each hidden field.
func samples(t *testing.T) map[string]any {
	return readJSON(t, filepath.Join("..", "tests", "cases", "printed", "samples.json"))
}

func TestNoPrintShowsWhatIsHidden(t *testing.T) {
	shown, marked := 0, 0
	for name, values := range samples(t) {
		read, isKnown := replyTypes[name]
		if !isKnown {
			t.Errorf("no type is %s", name)
			continue
		}
		for _, sample := range values.([]any) {
			text := encoded(sample)
			value := read()
			if err := readBack(text, value); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if bytes.Contains(text, []byte(marker)) {
				marked++
			}
			for _, print := range prints(value) {
				if strings.Contains(print, marker) {
					t.Errorf("%s shows what is hidden: %s", name, print)
				}
				if strings.Contains(print, "shown") {
					shown++
				}
			}
		}
	}
	if shown < 100 || marked < 20 {
		t.Errorf("%d prints show what may be shown, %d values hold what may not", shown, marked)
	}
}

// prints are the ways in which a value gets into a log.
func prints(value any) []string {
	var text, attributes bytes.Buffer
	slog.New(slog.NewTextHandler(&text, nil)).Info("line", "value", value)
	slog.New(slog.NewJSONHandler(&attributes, nil)).Info("line", "value", value)
	wrapped := struct{ Inner any }{value}
	out := []string{text.String(), attributes.String()}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X"} {
		out = append(out, fmt.Sprintf(verb, value), fmt.Sprintf(verb, wrapped), fmt.Sprintf(verb, []any{value}))
	}
	return append(out, fmt.Sprint(value), fmt.Sprintln("value:", value))
}

func TestSettingsAndPartsShowNoSecret(t *testing.T) {
	settings := Settings{MchID: "1900000001", APIV3Key: marker, MerchantPrivateKey: marker, QQAppSecret: marker, Inbox: "redis://:" + marker + "@host"}
	token := StoredToken{AccessToken: marker, ExpiresAt: 7}
	request := PreparedRequest{Method: "POST", URL: "https://api.q.qq.com/?access_token=" + marker, Body: []byte(marker)}
	reply := HTTPReply{Status: 200, Body: []byte(marker)}
	for _, value := range []any{settings, &settings, token, &token, request, &request, reply, &reply} {
		for _, print := range prints(value) {
			if strings.Contains(print, marker) || strings.Contains(print, fmt.Sprintf("%x", marker)) {
				t.Errorf("%T shows what is hidden: %s", value, print)
			}
		}
	}
	if text := settings.String(); !strings.Contains(text, "1900000001") || !strings.Contains(text, hidden) {
		t.Errorf("it shows too little: %s", text)
	}
}

// A pointer to nothing is printed as any other.
func TestNothingIsPrinted(t *testing.T) {
	var none *PlacedOrder
	var err *Error
	for _, print := range append(prints(none), prints(err)...) {
		if strings.Contains(print, "PANIC") {
			t.Error(print)
		}
	}
}
