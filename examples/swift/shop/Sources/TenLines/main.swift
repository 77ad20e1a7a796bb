import QqWxPay

let pay = try QqWxPay.fromEnv()
let placement = try await pay.placeOrder(OrderRequest(
    amount: OrderAmount(total: 1999), // fen: 19.99 yuan
    description: "Blue mug",
    outTradeNo: "T20261123000001",
    sceneInfo: SceneInfo(payerClientIp: "203.0.113.7")
))
switch placement {
case .placed(let order): print(order.requestPayment?.url ?? "", order.requestPayment?.referer ?? "") // for qq.requestWxPayment
case .toConfirm(let lost): print(try await pay.confirmOrder(lost.order).state) // the reply was lost: ask, never take another number
}
