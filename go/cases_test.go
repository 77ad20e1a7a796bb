package qqwxpay

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf8"

	"qqwxpay.com/qq-wxpay.git/go/internal/native"
)

// testCase is a conformance case: inputs, and what must be observed.
type testCase struct {
	file, name, operation string
	fields                map[string]any
}

// allCases are those of tests/cases.
func allCases(t *testing.T) []testCase {
	t.Helper()
	folder := filepath.Join("..", "tests", "cases")
	defaults := readJSON(t, filepath.Join(folder, "defaults.json"))
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil {
		t.Fatal(err)
	}
	var cases []testCase
	for _, file := range files {
		name := filepath.Base(file)
		if name == "defaults.json" || name == "keys.json" {
			continue
		}
		for _, own := range readJSON(t, file)["cases"].([]any) {
			own := own.(map[string]any)
			fields := maps.Clone(defaults)
			maps.Copy(fields, own)
			settings := maps.Clone(defaults["settings"].(map[string]any))
			if given, isGiven := own["settings"].(map[string]any); isGiven {
				maps.Copy(settings, given)
			}
			maps.DeleteFunc(settings, func(_ string, value any) bool { return value == nil })
			fields["settings"] = settings
			cases = append(cases, testCase{name, own["name"].(string), own["operation"].(string), fields})
		}
	}
	return cases
}

func readJSON(t *testing.T, path string) map[string]any {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return parsed(text).(map[string]any)
}

// parsed keeps the digits of numbers.
func parsed(text []byte) any {
	var value any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		return fmt.Sprintf("no JSON: %v", err)
	}
	return value
}

// caseClients are clients by names, settings, clock and nonce: making one takes longer than a case.
var caseClients = map[string]*Client{}

// client is that of the case, with a clock that stands still; names are as on the wire, or those of Go. A notification gets one of its own: a
// client remembers what it has seen.
func (c testCase) client(t *testing.T, names string) (*Client, error) {
	if c.operation == "handle_notification" {
		client, err := c.newClient(names)
		if err == nil {
			t.Cleanup(client.Close)
		}
		return client, err
	}
	key := string(encoded([]any{names, c.fields["settings"], c.fields["now"], c.fields["nonce"]}))
	if client, isKnown := caseClients[key]; isKnown {
		return client, nil
	}
	client, err := c.newClient(names)
	if err == nil {
		caseClients[key] = client
		t.Cleanup(func() {
			client.Close()
			delete(caseClients, key)
		})
	}
	return client, err
}

func (c testCase) newClient(names string) (*Client, error) {
	now, err := c.fields["now"].(json.Number).Int64()
	if err != nil {
		return nil, err
	}
	parts := nativeParts{Settings: c.fields["settings"], Now: &now, Nonce: c.fields["nonce"].(string)}
	core := newCore(choices{logger: slog.New(slog.DiscardHandler)})
	parts.Names = names
	text, err := json.Marshal(parts)
	if err != nil {
		return nil, err
	}
	if err := core.begin(text); err != nil {
		return nil, err
	}
	return &Client{core: core}, nil
}

func (c testCase) request() any {
	if given := c.fields["request"]; given != nil {
		return given
	}
	return map[string]any{}
}

// message is the status, the headers and the body of a reply or a notification.
func message(of map[string]any) (status int, header http.Header, body []byte) {
	if number, isNumber := of["status"].(json.Number); isNumber {
		whole, _ := number.Int64()
		status = int(whole)
	}
	header = http.Header{}
	headers, _ := of["headers"].(map[string]any)
	for name, value := range headers {
		header[name] = []string{value.(string)}
	}
	if encoded, isEncoded := of["body_base64"].(string); isEncoded {
		body, _ = base64.StdEncoding.DecodeString(encoded)
	} else if text, isText := of["body"].(string); isText {
		body = []byte(text)
	}
	return status, header, body
}

// pieces cuts lines.
func pieces(body []byte) [][]byte { return slices.Collect(slices.Chunk(body, 7)) }

// observe runs a case on the native client and writes down what is observed, in the form of expect.
func observe(t *testing.T, c testCase) map[string]any {
	client, err := c.client(t, "snake")
	if err != nil {
		return map[string]any{"error": asJSON(err)}
	}
	observed, err := c.run(client.core)
	if err != nil {
		return map[string]any{"error": asJSON(err)}
	}
	return observed
}

// asJSON is a value as the library would write it.
func asJSON(value any) any {
	text, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return parsed(text)
}

func (c testCase) run(core *core) (map[string]any, error) {
	switch c.operation {
	case "settings":
		return c.result(core.now(core.handle, "merchant", nil, nil))
	case "handle_notification":
		return c.notification(core)
	case "encrypt_sensitive_offline":
		observed, err := c.result(core.now(core.handle, c.operation, encoded(c.request()), nil))
		if err == nil {
			sealed := observed["result"].(map[string]any)
			sealed["characters"] = characters(sealed["ciphertext"])
		}
		return observed, err
	case "decrypt_sensitive":
		return c.result(core.now(core.handle, c.operation, encoded(c.request()), nil))
	case "trade_bill_file", "fund_flow_bill_file", "v2_trade_bill":
		return c.bill(core)
	}
	given := map[string]any{"operation": c.operation, "arguments": c.request()}
	if token := c.fields["access_token"]; token != nil {
		given["access_token"] = token
	}
	prepared, err := core.now(core.handle, "prepare", encoded(given), nil)
	if err != nil {
		return nil, err
	}
	reply, isReplied := c.fields["reply"].(map[string]any)
	if !isReplied {
		return map[string]any{"request": sentOf(prepared.Text, c.operation == "self_test")}, nil
	}
	status, header, body := message(reply)
	observed, err := c.result(core.now(prepared.Handle, "finish", head(status, header), body))
	if err == nil && c.operation == "self_test" {
		withVerdict(observed["result"].(map[string]any))
	}
	return observed, err
}

func (c testCase) result(result native.Result, err error) (map[string]any, error) {
	if err != nil {
		return nil, err
	}
	return map[string]any{"result": parsed(result.Text)}, nil
}

func encoded(value any) []byte {
	text, _ := json.Marshal(value)
	return text
}

func head(status int, header http.Header) []byte {
	return encoded(map[string]any{"status": status, "headers": headerList(header)})
}

func characters(text any) any {
	if text, isText := text.(string); isText {
		return json.Number(fmt.Sprint(utf8.RuneCountInString(text)))
	}
	return nil
}

func (c testCase) bill(core *core) (map[string]any, error) {
	prepared, err := core.now(core.handle, "prepare_bill", encoded(map[string]any{"operation": c.operation, "arguments": c.request()}), nil)
	if err != nil {
		return nil, err
	}
	reply, isReplied := c.fields["reply"].(map[string]any)
	if !isReplied {
		return map[string]any{"request": sentOf(prepared.Text, false)}, nil
	}
	status, header, body := message(reply)
	if _, err := core.now(prepared.Handle, "begin", head(status, header), nil); err != nil {
		return nil, err
	}
	rows := []any{}
	for _, piece := range pieces(body) {
		if _, err := core.now(prepared.Handle, "feed", nil, piece); err != nil {
			return nil, err
		}
		for {
			more, err := core.now(prepared.Handle, "next_rows", maximum(rowsAtOnce), nil)
			if err != nil {
				return nil, err
			}
			if more.Status == native.StatusNothing {
				break
			}
			rows = append(rows, parsed(more.Text).([]any)...)
		}
	}
	end, err := core.now(prepared.Handle, "finish", nil, nil)
	if err != nil {
		return nil, err
	}
	return map[string]any{"rows": rows, "result": parsed(end.Text)}, nil
}

// sentOf is a request as cases have it. Encryption is random: of the encrypted text of a self test only the length is observed.
func sentOf(text []byte, isSelfTest bool) any {
	sent := parsed(text).(map[string]any)
	headers := map[string]any{}
	for _, header := range sent["headers"].([]any) {
		header := header.(map[string]any)
		headers[header["name"].(string)] = header["value"]
	}
	sent["headers"] = headers
	body, _ := base64.StdEncoding.DecodeString(sent["body_base64"].(string))
	sent["body"] = string(body)
	if isSelfTest {
		content := parsed(body).(map[string]any)
		content["encrypted_echo_message"] = characters(content["encrypted_echo_message"])
		sent["body"] = content
	}
	return sent
}

// withVerdict adds what is to be made of the report of a self test.
func withVerdict(report map[string]any) {
	state := func(name string) any {
		check, _ := report[name].(map[string]any)
		return check["state"]
	}
	passed := state("encryption") != "fails" && state("callback") != "fails"
	for _, name := range []string{"signature", "verification", "clock"} {
		passed = passed && state(name) == "holds"
	}
	report["passed"] = passed
}
