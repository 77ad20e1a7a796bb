package main

import (
	"context"
	"fmt"
	"log"
	"os"

	qqwxpay "qqwxpay.com/qq-wxpay.git/go"
)

func main() {
	pay, err := qqwxpay.FromEnvironment()
	if err != nil {
		log.Fatal(err)
	}
	defer pay.Close()
	if err := bill(context.Background(), pay, os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

// --8<-- [start:bill]
func bill(ctx context.Context, pay *qqwxpay.Client, day string) error {
	bill, err := pay.TradeBill(ctx, qqwxpay.TradeBillRequest{BillDate: day, Gzip: qqwxpay.Some(true)}) // 2026-11-24, from 10:00 of the next day on ｜ 次日 10 点后可取
	if err != nil {
		return err
	}
	var fen int64
	for row, err := range bill.Rows(ctx) { // keep rows apart: nothing is proven yet ｜ 先另外存放：此时尚未证实
		if err != nil {
			return err // throw away every row of this bill ｜ 丢弃这份账单的所有行
		}
		if row.OrderAmount != nil {
			fen += *row.OrderAmount
		}
	}
	end := bill.Finished() // the digest was right: now they are proven ｜ 摘要正确：到这里才算证实
	if total := end.Summary.OrderAmount; total != nil {
		fmt.Println(end.Rows, fen, *total)
	}
	return nil
}

// --8<-- [end:bill]
