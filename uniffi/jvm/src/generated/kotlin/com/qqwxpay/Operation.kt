// Written by `cargo xtask generate` from the models in Rust. Do not edit.
@file:Suppress("unused", "RedundantVisibilityModifier")

package com.qqwxpay

/** What [Preparations.prepare] takes, and [Preparations.prepareBill]. */
public object Operation {
    @JvmField
    public val PLACE_ORDER: PreparableOrder<OrderRequest, PlacedOrder> =
        PreparableOrder(PreparableOperation.of("place_order", { it.json() }, { PlacedOrder.read(it) }))

    @JvmField
    public val PLACE_PARTNER_ORDER: PreparableOrder<PartnerOrderRequest, PlacedOrder> =
        PreparableOrder(PreparableOperation.of("place_partner_order", { it.json() }, { PlacedOrder.read(it) }))

    @JvmField
    public val PLACE_COMBINE_ORDER: PreparableOrder<CombineOrderRequest, PlacedOrder> =
        PreparableOrder(PreparableOperation.of("place_combine_order", { it.json() }, { PlacedOrder.read(it) }))

    @JvmField
    public val PLACE_V2_ORDER: PreparableOrder<V2OrderRequest, PlacedOrder> =
        PreparableOrder(PreparableOperation.of("place_v2_order", { it.json() }, { PlacedOrder.read(it) }))

    @JvmField
    public val QUERY_ORDER: PreparableOperation<OrderId, Transaction> =
        PreparableOperation.of("query_order", { it.json() }, { Transaction.read(it) })

    @JvmField
    public val QUERY_PARTNER_ORDER: PreparableOperation<PartnerOrderQuery, PartnerTransaction> =
        PreparableOperation.of("query_partner_order", { it.json() }, { PartnerTransaction.read(it) })

    @JvmField
    public val QUERY_COMBINE_ORDER: PreparableOperation<CombineOrderQuery, CombineTransaction> =
        PreparableOperation.of("query_combine_order", { it.json() }, { CombineTransaction.read(it) })

    @JvmField
    public val QUERY_V2_ORDER: PreparableOperation<V2OrderQuery, V2Transaction> =
        PreparableOperation.of("query_v2_order", { it.json() }, { V2Transaction.read(it) })

    @JvmField
    public val CLOSE_ORDER: PreparableOperation<CloseOrderRequest, Void?> =
        PreparableOperation.of("close_order", { it.json() }, { null })

    @JvmField
    public val CLOSE_PARTNER_ORDER: PreparableOperation<ClosePartnerOrderRequest, Void?> =
        PreparableOperation.of("close_partner_order", { it.json() }, { null })

    @JvmField
    public val CLOSE_COMBINE_ORDER: PreparableOperation<CloseCombineOrderRequest, Void?> =
        PreparableOperation.of("close_combine_order", { it.json() }, { null })

    @JvmField
    public val CLOSE_V2_ORDER: PreparableOperation<CloseV2OrderRequest, Void?> =
        PreparableOperation.of("close_v2_order", { it.json() }, { null })

    @JvmField
    public val REFUND: PreparableOperation<RefundRequest, Refund> =
        PreparableOperation.of("refund", { it.json() }, { com.qqwxpay.Refund.read(it) })

    @JvmField
    public val QUERY_REFUND: PreparableOperation<RefundQuery, Refund> =
        PreparableOperation.of("query_refund", { it.json() }, { com.qqwxpay.Refund.read(it) })

    @JvmField
    public val ABNORMAL_REFUND: PreparableOperation<AbnormalRefundRequest, Refund> =
        PreparableOperation.of("abnormal_refund", { it.json() }, { com.qqwxpay.Refund.read(it) })

    @JvmField
    public val V2_REFUND: PreparableOperation<V2RefundRequest, V2RefundAccepted> =
        PreparableOperation.of("v2_refund", { it.json() }, { V2RefundAccepted.read(it) })

    @JvmField
    public val QUERY_V2_REFUND: PreparableOperation<V2RefundQuery, V2Refunds> =
        PreparableOperation.of("query_v2_refund", { it.json() }, { V2Refunds.read(it) })

    @JvmField
    public val UNFREEZE_FUNDS: PreparableOperation<UnfreezeRequest, ProfitSharing> =
        PreparableOperation.of("unfreeze_funds", { it.json() }, { ProfitSharing.read(it) })

    @JvmField
    public val QUERY_PROFIT_SHARING: PreparableOperation<ProfitSharingQuery, ProfitSharing> =
        PreparableOperation.of("query_profit_sharing", { it.json() }, { ProfitSharing.read(it) })

    @JvmField
    public val REQUEST: PreparableOperation<ApiRequest, ApiReply> =
        PreparableOperation.of("request", { it.json() }, { ApiReply.read(it) })

    @JvmField
    public val ACCESS_TOKEN: PreparableOperation<Void, FetchedToken> =
        PreparableOperation.of("access_token", { null }, { FetchedToken.read(it) })

    @JvmField
    public val REFRESH_CERTIFICATES: PreparableOperation<Void, PlatformCertificates> =
        PreparableOperation.of("refresh_certificates", { null }, { PlatformCertificates.read(it) })

    @JvmField
    public val SELF_TEST: PreparableOperation<SelfTest, SelfTestReport> =
        PreparableOperation.of("self_test", { it.json() }, { SelfTestReport.read(it) })

    @JvmField
    public val TRADE_BILL: PreparableOperation<TradeBillRequest, BillLink> =
        PreparableOperation.of("trade_bill", { it.json() }, { BillLink.read(it) })

    @JvmField
    public val FUND_FLOW_BILL: PreparableOperation<FundFlowBillRequest, BillLink> =
        PreparableOperation.of("fund_flow_bill", { it.json() }, { BillLink.read(it) })

    @JvmField
    public val TRADE_BILL_FILE: PreparableBill<BillLink, TradeBillRow, FinishedTradeBillSummary> =
        PreparableBill.of("trade_bill_file", { it.json() }, { TradeBillRow.read(it) }, { FinishedTradeBillSummary.read(it) })

    @JvmField
    public val FUND_FLOW_BILL_FILE: PreparableBill<BillLink, FundFlowRow, FinishedFundFlowSummary> =
        PreparableBill.of("fund_flow_bill_file", { it.json() }, { FundFlowRow.read(it) }, { FinishedFundFlowSummary.read(it) })

    @JvmField
    public val V2_TRADE_BILL: PreparableBill<V2TradeBillRequest, TradeBillRow, FinishedTradeBillSummary> =
        PreparableBill.of("v2_trade_bill", { it.json() }, { TradeBillRow.read(it) }, { FinishedTradeBillSummary.read(it) })
}
