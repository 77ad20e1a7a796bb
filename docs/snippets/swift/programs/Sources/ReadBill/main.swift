import QqWxPay

let pay = try QqWxPay.fromEnv()
let day = CommandLine.arguments[1]

// --8<-- [start:bill]
let bill = try await pay.tradeBill(TradeBillRequest(billDate: day, gzip: true)) // "2026-11-24", from 10:00 of the next day on ｜ 次日 10 点后可取
var fen: Int64 = 0
for try await row in bill { fen += row.orderAmount ?? 0 } // keep rows apart: nothing is proven yet ｜ 先另外存放：此时尚未证实
if let finished = bill.finished { // the digest was right: now they are proven ｜ 摘要正确：到这里才算证实
    print(finished.rows, fen, finished.summary.orderAmount ?? 0)
}
// --8<-- [end:bill]
