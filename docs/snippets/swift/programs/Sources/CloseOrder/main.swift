import QqWxPay

let pay = try QqWxPay.fromEnv()
let number = CommandLine.arguments[1]

// --8<-- [start:close]
let status = try await pay.closeIfUnpaid(OrderReference(family: .direct, outTradeNo: number))
switch status.state {
case .paid: print("paid: deliver") // somebody was faster ｜ 有人先付了款
case .closed: print("closed: the goods are free")
default: print("\(status.state): ask again later") // notPaid, unknown: status.reason says why ｜ notPaid、unknown：原因在 status.reason
}
// --8<-- [end:close]
