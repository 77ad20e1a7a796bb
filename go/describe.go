package qqwxpay

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// hidden stands for what is not shown.
const hidden = "<hidden>"

// describe writes a value of this package without what is hidden; fields without a value are left out.
func describe(value any) string {
	var out strings.Builder
	write(&out, reflect.ValueOf(value))
	return out.String()
}

func format(state fmt.State, value any) { _, _ = state.Write([]byte(describe(value))) }

func write(out *strings.Builder, value reflect.Value) {
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface:
		if value.IsNil() {
			out.WriteString("<nil>")
		} else if err, isError := value.Interface().(*Error); isError {
			out.WriteString("Error{" + strconv.Quote(err.Message) + "}")
		} else {
			write(out, value.Elem())
		}
	case reflect.Struct:
		writeFields(out, value)
	case reflect.Slice, reflect.Array:
		writeItems(out, value)
	case reflect.Map:
		out.WriteString(strconv.Itoa(value.Len()) + " entries")
	case reflect.String:
		out.WriteString(strconv.Quote(value.String()))
	default:
		fmt.Fprintf(out, "%v", value)
	}
}

func writeFields(out *strings.Builder, value reflect.Value) {
	kind := value.Type()
	out.WriteString(kind.Name() + "{")
	separator := ""
	for index := range kind.NumField() {
		field := kind.Field(index)
		if !field.IsExported() || value.Field(index).IsZero() {
			continue
		}
		out.WriteString(separator + field.Name + ": ")
		separator = ", "
		if field.Tag.Get("qqwxpay") == "hidden" {
			out.WriteString(hidden)
		} else {
			write(out, value.Field(index))
		}
	}
	out.WriteString("}")
}

func writeItems(out *strings.Builder, value reflect.Value) {
	out.WriteString("[")
	for index := range value.Len() {
		if index > 0 {
			out.WriteString(", ")
		}
		write(out, value.Index(index))
	}
	out.WriteString("]")
}
