// Command ours is as large as a program is that takes payments with the package.
package main

import (
	"fmt"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

func main() {
	pay, err := qqwxpay.FromEnvironment()
	fmt.Println(pay, err)
}
