package qqwxpay

import (
	"bytes"
	"encoding/json"
)

// marshalBranch writes what is one of several: the word that tells which, and its fields beside it.
func marshalBranch(tag, word string, content any) ([]byte, error) {
	head, err := json.Marshal(map[string]string{tag: word})
	if err != nil || content == nil {
		return head, err
	}
	fields, err := json.Marshal(content)
	if err != nil {
		return nil, err
	}
	fields = bytes.TrimSpace(fields)
	if len(fields) <= 2 || fields[0] != '{' {
		return head, nil // no fields, or the pointer of its branch is nil
	}
	return append(append(head[:len(head)-1], ','), fields[1:]...), nil
}

// unmarshalField reads one field of an object.
func unmarshalField(text []byte, name string, into any) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return err
	}
	if field, found := fields[name]; found {
		return json.Unmarshal(field, into)
	}
	return nil
}
