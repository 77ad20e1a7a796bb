package qqwxpay

import (
	"bytes"
	"encoding/json"
	"reflect"
	"sync"
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

// wordOf reads the tag of what is one of several. The library and MarshalJSON write it first: then nothing else is read for it.
func wordOf(text []byte, tag string) (string, error) {
	if rest, isFirst := bytes.CutPrefix(text, []byte(`{"`+tag+`":"`)); isFirst {
		if word, _, _ := bytes.Cut(rest, []byte{'"'}); !bytes.Contains(word, []byte{'\\'}) {
			return string(word), nil
		}
	}
	var word string
	err := unmarshalField(text, tag, &word)
	return word, err
}

// unmarshalField reads one field of an object into what `into` points to; what stands beside it is passed over. The last one, which the library
// makes it, is read where it stands. If something follows it, or it is a field of another object inside, then what lies behind its name is no
// JSON, for which json.Unmarshal looks first.
func unmarshalField(text []byte, name string, into any) error {
	if _, behind, found := bytes.Cut(text, []byte(`,"`+name+`":`)); found {
		if json.Unmarshal(bytes.TrimSuffix(behind, []byte{'}'}), into) == nil {
			return nil
		}
	}
	holder := reflect.New(holderOf(name))
	holder.Elem().Field(0).Set(reflect.ValueOf(into))
	return json.Unmarshal(text, holder.Interface())
}

// holders are structures with one field, by its name: what reads one field of an object is made once for each.
var holders sync.Map

func holderOf(name string) reflect.Type {
	if held, found := holders.Load(name); found {
		return held.(reflect.Type)
	}
	field := reflect.StructField{Name: "Field", Type: reflect.TypeFor[any](), Tag: reflect.StructTag(`json:"` + name + `"`)}
	made := reflect.StructOf([]reflect.StructField{field})
	holders.Store(name, made)
	return made
}
