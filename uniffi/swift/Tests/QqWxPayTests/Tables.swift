// Written by `cargo xtask generate` from the models in Rust. Do not edit.
@testable import QqWxPay

/// What reads the reply of each prepared operation.
let readers: [String: @Sendable (Json) throws -> Void] = [
    "place_order": { _ = try PlacedOrder(json: $0) },
    "place_partner_order": { _ = try PlacedOrder(json: $0) },
    "place_combine_order": { _ = try PlacedOrder(json: $0) },
    "place_v2_order": { _ = try PlacedOrder(json: $0) },
    "query_order": { _ = try Transaction(json: $0) },
    "query_partner_order": { _ = try PartnerTransaction(json: $0) },
    "query_combine_order": { _ = try CombineTransaction(json: $0) },
    "query_v2_order": { _ = try V2Transaction(json: $0) },
    "close_order": { _ in },
    "close_partner_order": { _ in },
    "close_combine_order": { _ in },
    "close_v2_order": { _ in },
    "refund": { _ = try Refund(json: $0) },
    "query_refund": { _ = try Refund(json: $0) },
    "abnormal_refund": { _ = try Refund(json: $0) },
    "v2_refund": { _ = try V2RefundAccepted(json: $0) },
    "query_v2_refund": { _ = try V2Refunds(json: $0) },
    "request": { _ = try ApiReply(json: $0) },
    "access_token": { _ = try FetchedToken(json: $0) },
    "refresh_certificates": { _ = try PlatformCertificates(json: $0) },
    "self_test": { _ = try SelfTestReport(json: $0) },
    "trade_bill": { _ = try BillLink(json: $0) },
    "fund_flow_bill": { _ = try BillLink(json: $0) },
]

/// Every operation by its name: the compiler finds the function.
func functions(of pay: QqWxPay) -> [String: Any] {
    var found: [String: Any] = [:]
    found["placeOrder"] = pay.placeOrder(_:timeout:)
    found["placePartnerOrder"] = pay.placePartnerOrder(_:timeout:)
    found["placeCombineOrder"] = pay.placeCombineOrder(_:timeout:)
    found["placeV2Order"] = pay.placeV2Order(_:timeout:)
    found["queryOrder"] = pay.queryOrder(_:timeout:)
    found["queryPartnerOrder"] = pay.queryPartnerOrder(_:timeout:)
    found["queryCombineOrder"] = pay.queryCombineOrder(_:timeout:)
    found["queryV2Order"] = pay.queryV2Order(_:timeout:)
    found["closeOrder"] = pay.closeOrder(_:timeout:)
    found["closePartnerOrder"] = pay.closePartnerOrder(_:timeout:)
    found["closeCombineOrder"] = pay.closeCombineOrder(_:timeout:)
    found["closeV2Order"] = pay.closeV2Order(_:timeout:)
    found["refund"] = pay.refund(_:timeout:)
    found["queryRefund"] = pay.queryRefund(_:timeout:)
    found["abnormalRefund"] = pay.abnormalRefund(_:timeout:)
    found["v2Refund"] = pay.v2Refund(_:timeout:)
    found["queryV2Refund"] = pay.queryV2Refund(_:timeout:)
    found["request"] = pay.request(_:timeout:)
    found["accessToken"] = pay.accessToken(timeout:)
    found["refreshCertificates"] = pay.refreshCertificates(timeout:)
    found["selfTest"] = pay.selfTest(_:timeout:)
    found["confirmOrder"] = pay.confirmOrder(_:timeout:)
    found["closeIfUnpaid"] = pay.closeIfUnpaid(_:timeout:)
    found["invalidateAccessToken"] = pay.invalidateAccessToken(_:timeout:)
    found["encryptSensitive"] = pay.encryptSensitive(_:timeout:)
    found["encryptSensitiveOffline"] = pay.encryptSensitiveOffline(_:)
    found["decryptSensitive"] = pay.decryptSensitive(_:)
    found["expectPayment"] = pay.expectPayment(_:)
    found["merchant"] = pay.merchant
    found["tradeBill"] = pay.tradeBill(_:timeout:)
    found["fundFlowBill"] = pay.fundFlowBill(_:timeout:)
    found["v2TradeBill"] = pay.v2TradeBill(_:timeout:)
    found["prepareOrder"] = pay.prepareOrder(_:accessToken:)
    found["preparePartnerOrder"] = pay.preparePartnerOrder(_:accessToken:)
    found["prepareCombineOrder"] = pay.prepareCombineOrder(_:accessToken:)
    found["prepareV2Order"] = pay.prepareV2Order(_:accessToken:)
    found["prepareQueryOrder"] = pay.prepareQueryOrder(_:accessToken:)
    found["prepareQueryPartnerOrder"] = pay.prepareQueryPartnerOrder(_:accessToken:)
    found["prepareQueryCombineOrder"] = pay.prepareQueryCombineOrder(_:accessToken:)
    found["prepareQueryV2Order"] = pay.prepareQueryV2Order(_:accessToken:)
    found["prepareCloseOrder"] = pay.prepareCloseOrder(_:accessToken:)
    found["prepareClosePartnerOrder"] = pay.prepareClosePartnerOrder(_:accessToken:)
    found["prepareCloseCombineOrder"] = pay.prepareCloseCombineOrder(_:accessToken:)
    found["prepareCloseV2Order"] = pay.prepareCloseV2Order(_:accessToken:)
    found["prepareRefund"] = pay.prepareRefund(_:accessToken:)
    found["prepareQueryRefund"] = pay.prepareQueryRefund(_:accessToken:)
    found["prepareAbnormalRefund"] = pay.prepareAbnormalRefund(_:accessToken:)
    found["prepareV2Refund"] = pay.prepareV2Refund(_:accessToken:)
    found["prepareQueryV2Refund"] = pay.prepareQueryV2Refund(_:accessToken:)
    found["prepareRequest"] = pay.prepareRequest(_:accessToken:)
    found["prepareAccessToken"] = pay.prepareAccessToken(accessToken:)
    found["prepareCertificates"] = pay.prepareCertificates(accessToken:)
    found["prepareSelfTest"] = pay.prepareSelfTest(_:accessToken:)
    found["prepareTradeBill"] = pay.prepareTradeBill(_:accessToken:)
    found["prepareFundFlowBill"] = pay.prepareFundFlowBill(_:accessToken:)
    found["prepareTradeBillFile"] = pay.prepareTradeBillFile(_:)
    found["prepareFundFlowBillFile"] = pay.prepareFundFlowBillFile(_:)
    found["prepareV2TradeBill"] = pay.prepareV2TradeBill(_:)
    return found
}
