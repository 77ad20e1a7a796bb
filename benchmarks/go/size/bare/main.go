// Command bare is as large as a program is that only serves HTTP, as every shop does.
package main

import (
	"fmt"
	"net/http"
)

func main() {
	fmt.Println(http.ListenAndServe("127.0.0.1:0", nil))
}
