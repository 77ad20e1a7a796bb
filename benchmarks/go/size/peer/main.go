// Command peer is as large as a program is that takes payments with gopay.
package main

import (
	"fmt"

	wechat "github.com/go-pay/gopay/wechat/v3"
)

func main() {
	client, err := wechat.NewClientV3("", "", "", "")
	fmt.Println(client != nil, err)
}
