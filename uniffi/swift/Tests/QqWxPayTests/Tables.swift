// Written by `cargo xtask generate` from the models in Rust. Do not edit.
@testable import QqWxPay

/// What reads a reply, of each operation that can be prepared.
typealias Reader = @Sendable (Json) throws -> Any

let readers: [String: Reader] = [
    "place_order": PreparableOrder.placeOrder.read,
    "place_partner_order": PreparableOrder.placePartnerOrder.read,
    "place_combine_order": PreparableOrder.placeCombineOrder.read,
    "place_v2_order": PreparableOrder.placeV2Order.read,
    "query_order": PreparableOperation.queryOrder.read,
    "query_partner_order": PreparableOperation.queryPartnerOrder.read,
    "query_combine_order": PreparableOperation.queryCombineOrder.read,
    "query_v2_order": PreparableOperation.queryV2Order.read,
    "close_order": PreparableOperation.closeOrder.read,
    "close_partner_order": PreparableOperation.closePartnerOrder.read,
    "close_combine_order": PreparableOperation.closeCombineOrder.read,
    "close_v2_order": PreparableOperation.closeV2Order.read,
    "refund": PreparableOperation.refund.read,
    "query_refund": PreparableOperation.queryRefund.read,
    "abnormal_refund": PreparableOperation.abnormalRefund.read,
    "v2_refund": PreparableOperation.v2Refund.read,
    "query_v2_refund": PreparableOperation.queryV2Refund.read,
    "unfreeze_funds": PreparableOperation.unfreezeFunds.read,
    "query_profit_sharing": PreparableOperation.queryProfitSharing.read,
    "request": PreparableOperation.request.read,
    "access_token": PreparableOperation.accessToken.read,
    "refresh_certificates": PreparableOperation.refreshCertificates.read,
    "self_test": PreparableOperation.selfTest.read,
    "trade_bill": PreparableOperation.tradeBill.read,
    "fund_flow_bill": PreparableOperation.fundFlowBill.read,
]

let billReaders: [String: (row: Reader, end: Reader)] = [
    "trade_bill_file": (PreparableBill.tradeBillFile.row, PreparableBill.tradeBillFile.end),
    "fund_flow_bill_file": (PreparableBill.fundFlowBillFile.row, PreparableBill.fundFlowBillFile.end),
    "v2_trade_bill": (PreparableBill.v2TradeBill.row, PreparableBill.v2TradeBill.end),
]
