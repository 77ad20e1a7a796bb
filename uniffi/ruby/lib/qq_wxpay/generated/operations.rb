# frozen_string_literal: true

# Written by `cargo xtask generate` from the models in Rust. Do not edit.

module QqWxPay
  # Every operation of the client.
  module Operations
    # Reads the reply of each operation that can be prepared.
    PREPARED = {
      "place_order" => ->(json) { QqWxPay::PlacedOrder.read(json) },
      "place_partner_order" => ->(json) { QqWxPay::PlacedOrder.read(json) },
      "place_combine_order" => ->(json) { QqWxPay::PlacedOrder.read(json) },
      "place_v2_order" => ->(json) { QqWxPay::PlacedOrder.read(json) },
      "query_order" => ->(json) { QqWxPay::Transaction.read(json) },
      "query_partner_order" => ->(json) { QqWxPay::PartnerTransaction.read(json) },
      "query_combine_order" => ->(json) { QqWxPay::CombineTransaction.read(json) },
      "query_v2_order" => ->(json) { QqWxPay::V2Transaction.read(json) },
      "close_order" => ->(_json) {},
      "close_partner_order" => ->(_json) {},
      "close_combine_order" => ->(_json) {},
      "close_v2_order" => ->(_json) {},
      "refund" => ->(json) { QqWxPay::Refund.read(json) },
      "query_refund" => ->(json) { QqWxPay::Refund.read(json) },
      "abnormal_refund" => ->(json) { QqWxPay::Refund.read(json) },
      "v2_refund" => ->(json) { QqWxPay::V2RefundAccepted.read(json) },
      "query_v2_refund" => ->(json) { QqWxPay::V2Refunds.read(json) },
      "unfreeze_funds" => ->(json) { QqWxPay::ProfitSharing.read(json) },
      "query_profit_sharing" => ->(json) { QqWxPay::ProfitSharing.read(json) },
      "request" => ->(json) { QqWxPay::ApiReply.read(json) },
      "access_token" => ->(json) { QqWxPay::FetchedToken.read(json) },
      "refresh_certificates" => ->(json) { QqWxPay::PlatformCertificates.read(json) },
      "self_test" => ->(json) { QqWxPay::SelfTestReport.read(json) },
      "trade_bill" => ->(json) { QqWxPay::BillLink.read(json) },
      "fund_flow_bill" => ->(json) { QqWxPay::BillLink.read(json) },
    }.freeze

    # Reads the rows and the end of each bill that can be prepared.
    PREPARED_BILLS = {
      "trade_bill_file" => [->(json) { QqWxPay::TradeBillRow.read(json) }, ->(json) { QqWxPay::FinishedTradeBillSummary.read(json) }],
      "fund_flow_bill_file" => [->(json) { QqWxPay::FundFlowRow.read(json) }, ->(json) { QqWxPay::FinishedFundFlowSummary.read(json) }],
      "v2_trade_bill" => [->(json) { QqWxPay::TradeBillRow.read(json) }, ->(json) { QqWxPay::FinishedTradeBillSummary.read(json) }],
    }.freeze

    private_constant :PREPARED, :PREPARED_BILLS

    # Places the order of a direct merchant. To get a fresh link, place the identical order again.
    #
    # When a reply is lost, the order may exist: that is a result of its own, `to_confirm`, and no error. Never take
    # another order number for it: ask `confirm_order`, or place the identical order again.
    #
    # @option request [Hash] :amount How much. Required. { `total`, `currency`? }
    # @option request [String] :description What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required.
    # @option request [String] :out_trade_no The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat Pay also `|` and `*`. Required.
    # @option request [Hash] :scene_info Where and by whom it is paid. Required. { `payer_client_ip`, `device_id`?, `h5_info`? { `app_name`?, `app_url`?, `bundle_id`?, `package_name`?, `type`? }, `store_info`? { `id`, `address`?, `area_code`?, `name`? } }
    # @option request [String, nil] :attach Comes back in queries and notifications; up to 128 bytes of UTF-8.
    # @option request ["qq_proxy", "direct", nil] :channel The way this order takes; the configured one when left out.
    # @option request [Hash, nil] :detail What is sold, for discounts. { `cost_price`?, `goods_detail`? { `merchant_goods_id`, `quantity`, `unit_price`, `goods_name`?, `wechatpay_goods_id`? }, `invoice_id`? }
    # @option request [String, nil] :extra Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
    # @option request [String, nil] :goods_tag Mark for discounts, up to 32 bytes of UTF-8.
    # @option request [Array<String>, nil] :limit_pay Ways of paying that are excluded: `no_balance`, `no_credit`, `no_debit`, `balance_only`.
    # @option request [String, nil] :notify_url Your own address for the notification of this order; the configured one when left out.
    # @option request [Hash, nil] :settle_info How the money is settled. { `profit_sharing`? }
    # @option request [Boolean, nil] :support_fapiao Whether the payer may ask for an electronic invoice.
    # @option request [String, Time, DateTime, nil] :time_expire Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`. WeChat Pay's default is 7 days.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [Placement]
    # @raise [Error]
    def place_order(timeout: nil, **request)
      @calls.call("place_order", request, timeout, ->(json) { QqWxPay::Placement.read(json) })
    end

    # Places the order of a service provider for a sub merchant; else as `place_order`.
    #
    # @option request [Hash] :order Everything else, as in an order of a direct merchant. Required. { `amount` { `total`, `currency`? }, `description`, `out_trade_no`, `scene_info` { `payer_client_ip`, `device_id`?, `h5_info`? { `app_name`?, `app_url`?, `bundle_id`?, `package_name`?, `type`? }, `store_info`? { `id`, `address`?, `area_code`?, `name`? } }, `attach`?, `channel`?, `detail`? { `cost_price`?, `goods_detail`? { `merchant_goods_id`, `quantity`, `unit_price`, `goods_name`?, `wechatpay_goods_id`? }, `invoice_id`? }, `extra`?, `goods_tag`?, `limit_pay`?, `notify_url`?, `settle_info`? { `profit_sharing`? }, `support_fapiao`?, `time_expire`? }
    # @option request [String] :sub_mchid Number of the sub merchant that sells. Required.
    # @option request [String, nil] :sub_appid WeChat AppID of the sub merchant, up to 32 bytes of UTF-8.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [Placement]
    # @raise [Error]
    def place_partner_order(timeout: nil, **request)
      @calls.call("place_partner_order", request, timeout, ->(json) { QqWxPay::Placement.read(json) })
    end

    # Places a combine order, several merchants' orders paid together; else as `place_order`.
    #
    # @option request [String] :combine_out_trade_no Number of the whole, 6 to 32 of `[0-9A-Za-z_-]`, straight to WeChat Pay also `|` and `*`. Required.
    # @option request [Hash] :scene_info Where and by whom it is paid. Required. { `payer_client_ip`, `device_id`?, `h5_info`? { `app_name`?, `app_url`?, `bundle_id`?, `package_name`?, `type`? } }
    # @option request [Array<Hash>] :sub_orders What the merchants sell: 2 to 10 parts; 1 to 50 of a service provider, whose parts name a `sub_mchid`. Required. { `amount` { `total_amount`, `currency`? }, `attach`, `description`, `mchid`, `out_trade_no`, `goods_tag`?, `settle_info`? { `profit_sharing`?, `subsidy_amount`? }, `sub_appid`?, `sub_mchid`? }
    # @option request ["qq_proxy", "direct", nil] :channel The way this order takes; the configured one when left out.
    # @option request [String, nil] :extra Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and sent with the others and replace none of them; what is an object here and there becomes one. Experts only: nothing in it is checked.
    # @option request [Array<String>, nil] :limit_pay Ways of paying that are excluded: `no_balance`, `no_debit`, `balance_only`.
    # @option request [String, nil] :notify_url Your own address for the notification of this order; the configured one when left out.
    # @option request [String, Time, DateTime, nil] :time_expire Last moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`.
    # @option request [String, Time, DateTime, nil] :time_start First moment to pay, RFC 3339 with its offset; sent as `2026-06-08T10:34:56+08:00`.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [Placement]
    # @raise [Error]
    def place_combine_order(timeout: nil, **request)
      @calls.call("place_combine_order", request, timeout, ->(json) { QqWxPay::Placement.read(json) })
    end

    # Places a V2 unified order; else as `place_order`.
    #
    # @option request [String] :body What is bought, shown to the payer; up to 127 bytes of UTF-8, 42 Chinese characters. Required.
    # @option request [String] :out_trade_no The merchant's order number, unique for the merchant number: 6 to 32 of `[0-9A-Za-z_\-|*]`. Required.
    # @option request [String] :spbill_create_ip The **payer's** public IPv4 or IPv6 address. Required.
    # @option request [Integer] :total_fee Whole fen, at least 1. Required.
    # @option request [String, nil] :attach Comes back in queries and notifications; up to 127 bytes of UTF-8. No `&name=` with a field name of V2 in it, as in all texts of a V2 order: V2 signs without escaping.
    # @option request ["qq_proxy", "direct", nil] :channel The way this order takes; the configured one when left out.
    # @option request [String, nil] :detail Goods detail, JSON text of up to 6000 bytes of UTF-8.
    # @option request [String, nil] :device_info Device, for example `WEB`; up to 32 bytes of UTF-8.
    # @option request [String, nil] :extra Fields of WeChat Pay that this library does not know yet, as the JSON text of an object of up to 16384 bytes. They are signed and sent with the others and replace none of them; values are texts or whole numbers. Experts only: nothing in it is checked.
    # @option request [String, nil] :fee_type `CNY`, also when left out.
    # @option request [String, nil] :goods_tag Mark for discounts, up to 32 bytes of UTF-8.
    # @option request [String, nil] :limit_pay `no_credit` excludes credit cards.
    # @option request [String, nil] :notify_url Your own address for the notification of this order; the configured one when left out.
    # @option request [String, nil] :product_id Number of the goods, up to 32 bytes of UTF-8.
    # @option request [String, nil] :profit_sharing `Y` or `N`: whether the money is shared later.
    # @option request [String, nil] :receipt `Y` lets the payer ask for an electronic invoice.
    # @option request [Hash, nil] :scene_info Kind of page, name and site; `Wap` when left out. `app_url`/`app_name` are sent as `wap_url`/`wap_name`, and when left out the configured `referer` and its host take their place. { `app_name`?, `app_url`?, `bundle_id`?, `package_name`?, `type`? }
    # @option request [String, nil] :sub_appid Sub merchant's WeChat AppID, for service providers.
    # @option request [String, nil] :sub_mch_id Sub merchant's number, for service providers.
    # @option request [String, Time, DateTime, nil] :time_expire Last moment to pay, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form; cannot be changed by ordering again.
    # @option request [String, Time, DateTime, nil] :time_start First moment, `yyyyMMddHHmmss` in Beijing time, or RFC 3339 with its offset, which is sent in that form.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [Placement]
    # @raise [Error]
    def place_v2_order(timeout: nil, **request)
      @calls.call("place_v2_order", request, timeout, ->(json) { QqWxPay::Placement.read(json) })
    end

    # Asks WeChat Pay where a direct merchant's order stands. An unsigned or wrong reply is an error, never a state.
    #
    # @option request [String] :out_trade_no The merchant's own order number, 6 to 32 of `0-9 A-Z a-z _ - | *`. The only one that an unpaid order has.
    # @option request [String] :transaction_id WeChat Pay's order number, up to 32 letters and digits; exists once the order is paid.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [Transaction]
    # @raise [Error]
    def query_order(timeout: nil, **request)
      @calls.call("query_order", request, timeout, ->(json) { QqWxPay::Transaction.read(json) })
    end

    # Asks WeChat Pay where a sub merchant's order stands.
    #
    # @option request [String] :sub_mchid Number of the sub merchant.
    # @option request [String, nil] :out_trade_no The merchant's own order number. The only one that an unpaid order has.
    # @option request [String, nil] :transaction_id WeChat Pay's order number, instead.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [PartnerTransaction]
    # @raise [Error]
    def query_partner_order(timeout: nil, **request)
      @calls.call("query_partner_order", request, timeout, ->(json) { QqWxPay::PartnerTransaction.read(json) })
    end

    # Asks WeChat Pay where a combine order stands. The other queries do not find it, and this one finds no other.
    #
    # @option request [String] :combine_out_trade_no The number of the whole.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [CombineTransaction]
    # @raise [Error]
    def query_combine_order(timeout: nil, **request)
      @calls.call("query_combine_order", request, timeout, ->(json) { QqWxPay::CombineTransaction.read(json) })
    end

    # Asks WeChat Pay over V2 where an order stands.
    #
    # @option request [String, nil] :out_trade_no The merchant's own order number. The only one that an unpaid order has.
    # @option request [String, nil] :sub_mch_id Number of the sub merchant, for service providers.
    # @option request [String, nil] :transaction_id WeChat Pay's order number, instead.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [V2Transaction]
    # @raise [Error]
    def query_v2_order(timeout: nil, **request)
      @calls.call("query_v2_order", request, timeout, ->(json) { QqWxPay::V2Transaction.read(json) })
    end

    # Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again. It may be
    # repeated; it fails with `ORDERPAID` when the order has been paid meanwhile. See `close_if_unpaid`.
    #
    # @option request [String] :out_trade_no The merchant's order number.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [nil]
    # @raise [Error]
    def close_order(timeout: nil, **request)
      @calls.call("close_order", request, timeout, ->(_json) {})
    end

    # Closes a sub merchant's unpaid order.
    #
    # @option request [String] :out_trade_no The merchant's order number.
    # @option request [String] :sub_mchid Number of the sub merchant.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [nil]
    # @raise [Error]
    def close_partner_order(timeout: nil, **request)
      @calls.call("close_partner_order", request, timeout, ->(_json) {})
    end

    # Closes an unpaid combine order; every part of it must be named.
    #
    # @option request [String] :combine_out_trade_no Number of the whole. Required.
    # @option request [Array<Hash>] :sub_orders Every part of the order. Required. { `mchid`, `out_trade_no`, `sub_appid`?, `sub_mchid`? }
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [nil]
    # @raise [Error]
    def close_combine_order(timeout: nil, **request)
      @calls.call("close_combine_order", request, timeout, ->(_json) {})
    end

    # Closes an unpaid V2 order. Not within 5 minutes of ordering. That it is closed already is no error.
    #
    # @option request [String] :out_trade_no The merchant's order number.
    # @option request [String, nil] :sub_mch_id Number of the sub merchant, for service providers.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [nil]
    # @raise [Error]
    def close_v2_order(timeout: nil, **request)
      @calls.call("close_v2_order", request, timeout, ->(_json) {})
    end

    # Asks for a refund, whole or in part, of any order; of a combine order part by part. The reply means that it was
    # accepted; the notification or `query_refund` tells when the money is back. Repeat only with the same
    # `out_refund_no` and the same values: another number can refund twice.
    #
    # @option request [Hash] :amount How much. Required. { `refund`, `total`, `currency`?, `from`? { `account`, `amount` } }
    # @option request [String] :out_refund_no The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required.
    # @option request [String, nil] :funds_account The account that the money is taken from: `AVAILABLE` or `UNSETTLED`.
    # @option request [Array<Hash>, nil] :goods_detail The goods that come back. { `merchant_goods_id`, `refund_amount`, `refund_quantity`, `unit_price`, `goods_name`?, `wechatpay_goods_id`? }
    # @option request [String, nil] :notify_url Your own address for the notification of this refund; the configured one when left out.
    # @option request [String, nil] :out_trade_no The merchant's number of the order; of a combine order the number of the part.
    # @option request [String, nil] :reason Shown to the payer; up to 80 bytes of UTF-8.
    # @option request [String, nil] :sub_mchid Number of the sub merchant that sold, for service providers.
    # @option request [String, nil] :transaction_id WeChat Pay's number of the order. Exactly one of this and `out_trade_no`.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [Refund]
    # @raise [Error]
    def refund(timeout: nil, **request)
      @calls.call("refund", request, timeout, ->(json) { QqWxPay::Refund.read(json) })
    end

    # Asks where a refund stands.
    #
    # @option request [String] :out_refund_no The merchant's refund number.
    # @option request [String, nil] :sub_mchid Number of the sub merchant, for service providers.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [Refund]
    # @raise [Error]
    def query_refund(timeout: nil, **request)
      @calls.call("query_refund", request, timeout, ->(json) { QqWxPay::Refund.read(json) })
    end

    # Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
    # are given as they are; the library encrypts them.
    #
    # @option request [String] :out_refund_no The merchant's number of the refund. Required.
    # @option request [String] :refund_id WeChat Pay's number of the refund. Required.
    # @option request [String, nil] :bank_account Number of the account; needed for the payer's bank card.
    # @option request [String, nil] :bank_type The bank, as in WeChat Pay's list (`CMB_DEBIT`), up to 16 bytes of UTF-8; needed for the payer's bank card.
    # @option request [String, nil] :real_name Name of its owner; needed for the payer's bank card.
    # @option request [String, nil] :sub_mchid Number of the sub merchant, for service providers.
    # @option request ["USER_BANK_CARD", "MERCHANT_BANK_CARD", nil] :type Where the money goes; to the payer's bank card when left out.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [Refund]
    # @raise [Error]
    def abnormal_refund(timeout: nil, **request)
      @calls.call("abnormal_refund", request, timeout, ->(json) { QqWxPay::Refund.read(json) })
    end

    # Asks for a refund over V2. It shows the merchant certificate: set `merchant_certificate` or `merchant_p12`.
    #
    # @option request [String] :out_refund_no The merchant's number of this refund, unique: up to 64 of `[0-9A-Za-z_\-|*@]`. Required.
    # @option request [Integer] :refund_fee What goes back, fen, at least 1. Required.
    # @option request [Integer] :total_fee What the whole order cost, fen. Required.
    # @option request [String, nil] :notify_url Your own address for the notification of this refund; the configured one when left out.
    # @option request [String, nil] :out_trade_no The merchant's number of the order.
    # @option request [String, nil] :refund_account `REFUND_SOURCE_UNSETTLED_FUNDS` (WeChat Pay's default) or `REFUND_SOURCE_RECHARGE_FUNDS`.
    # @option request [String, nil] :refund_desc Shown to the payer; up to 80 bytes of UTF-8.
    # @option request [String, nil] :refund_fee_type `CNY`, also when left out.
    # @option request [String, nil] :sub_appid WeChat AppID of the sub merchant, for service providers.
    # @option request [String, nil] :sub_mch_id Number of the sub merchant, for service providers.
    # @option request [String, nil] :transaction_id WeChat Pay's number of the order. Exactly one of this and `out_trade_no`.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [V2RefundAccepted]
    # @raise [Error]
    def v2_refund(timeout: nil, **request)
      @calls.call("v2_refund", request, timeout, ->(json) { QqWxPay::V2RefundAccepted.read(json) })
    end

    # Asks over V2 where refunds stand, at most 10 in one reply: ask again with `offset` 10, 20, ... while
    # `total_refund_count` is larger.
    #
    # @option request [Integer, nil] :offset The number of the first refund in the reply, which holds 10 at the most; 0 when left out.
    # @option request [String, nil] :out_refund_no The merchant's refund number.
    # @option request [String, nil] :out_trade_no The merchant's order number.
    # @option request [String, nil] :refund_id WeChat Pay's refund number.
    # @option request [String, nil] :sub_mch_id Number of the sub merchant, for service providers.
    # @option request [String, nil] :transaction_id WeChat Pay's order number.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [V2Refunds]
    # @raise [Error]
    def query_v2_refund(timeout: nil, **request)
      @calls.call("query_v2_refund", request, timeout, ->(json) { QqWxPay::V2Refunds.read(json) })
    end

    # Gives the merchant what an order with `settle_info.profit_sharing` still holds back, when nothing (more) is to be shared.
    # The reply means that it was accepted; `query_profit_sharing` tells when it is done. Repeat only with the same number.
    #
    # @option request [String] :description Why, up to 80 bytes of UTF-8; it stands in the bills. Required.
    # @option request [String] :out_order_no The merchant's own number of this unfreezing: 1 to 64 of `[0-9A-Za-z_\-|*@]`; another one than those of sharings of the order. Required.
    # @option request [String] :transaction_id WeChat Pay's number of the order. Required.
    # @option request [String, nil] :sub_mchid Number of the sub merchant that sold, for service providers.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [ProfitSharing]
    # @raise [Error]
    def unfreeze_funds(timeout: nil, **request)
      @calls.call("unfreeze_funds", request, timeout, ->(json) { QqWxPay::ProfitSharing.read(json) })
    end

    # Asks where a sharing or an unfreezing stands.
    #
    # @option request [String] :out_order_no The merchant's number of the sharing or unfreezing. Required.
    # @option request [String] :transaction_id WeChat Pay's number of the order. Required.
    # @option request [String, nil] :sub_mchid Number of the sub merchant that sold, for service providers.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [ProfitSharing]
    # @raise [Error]
    def query_profit_sharing(timeout: nil, **request)
      @calls.call("query_profit_sharing", request, timeout, ->(json) { QqWxPay::ProfitSharing.read(json) })
    end

    # Calls any other V3 interface of WeChat Pay: signed, sent directly, and verified. A `GET` is repeated as queries
    # are; anything else is sent once.
    #
    # @option request ["GET", "POST", "PUT", "PATCH", "DELETE"] :method The method.
    # @option request [String] :path Path and query, percent-encoded, beginning with `/v3/`; up to 2048 bytes.
    # @option request [String, nil] :body JSON text, sent and signed byte for byte; up to 1 MiB. `GET` and `DELETE` take none.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [ApiReply]
    # @raise [Error]
    def request(timeout: nil, **request)
      @calls.call("request", request, timeout, ->(json) { QqWxPay::ApiReply.read(json) })
    end

    # QQ's access token: fetched once, shared, replaced in time. Orders take it by themselves.
    #
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [AccessToken]
    # @raise [Error]
    def access_token(timeout: nil)
      @calls.call("access_token", {}, timeout, ->(json) { QqWxPay::AccessToken.read(json) })
    end

    # Fetches WeChat Pay's platform certificates now. It is not needed in the ordinary course.
    #
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [PlatformCertificates]
    # @raise [Error]
    def refresh_certificates(timeout: nil)
      @calls.call("refresh_certificates", {}, timeout, ->(json) { QqWxPay::PlatformCertificates.read(json) })
    end

    # Tests keys, serials, clock and, with a `notify_url`, the way of notifications, without an order. WeChat Pay forbids
    # load tests: once per check.
    #
    # @option request [Integer, nil] :callback_seconds How long the client waits for the callback, in seconds; at most 60 are waited.
    # @option request [String, nil] :notify_url Your own public https address: WeChat Pay sends a callback there. Without it the callback is not tested.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [SelfTestReport]
    # @raise [Error]
    def self_test(timeout: nil, **request)
      @calls.call("self_test", request, timeout, ->(json) { QqWxPay::SelfTestReport.read(json) })
    end

    # Finds out what became of an order after a time-out, a lost connection, a late or lost notification: `paid`,
    # `not_paid`, `closed` or `unknown`, and why. It believes only verified answers of WeChat Pay.
    #
    # @param given [OrderReference] what came back before
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [OrderStatus]
    # @raise [Error]
    def confirm_order(given, timeout: nil)
      @calls.call("confirm_order", given, timeout, ->(json) { QqWxPay::OrderStatus.read(json) })
    end

    # Closes the order unless it is paid, and tells what became of it. One that WeChat Pay does not know stays as it is.
    #
    # @param given [OrderReference] what came back before
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [OrderStatus]
    # @raise [Error]
    def close_if_unpaid(given, timeout: nil)
      @calls.call("close_if_unpaid", given, timeout, ->(json) { QqWxPay::OrderStatus.read(json) })
    end

    # Tells that QQ refused this access token: it is replaced, unless it has been replaced already.
    #
    # @option request [String] :access_token The token.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [nil]
    # @raise [Error]
    def invalidate_access_token(timeout: nil, **request)
      @calls.call("invalidate_access_token", request, timeout, ->(_json) {})
    end

    # Tries the token store of your own that this client was given: whether it keeps what it is given, grants a lease to one at
    # a time, and saves for its holder alone. For your tests: it takes about two seconds, and uses AppIDs that nobody has. The
    # rule that is broken is the detail of `TOKEN_STORE_WRONG`.
    #
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [nil]
    # @raise [Error]
    def check_token_store(timeout: nil)
      @calls.call("check_token_store", {}, timeout, ->(_json) {})
    end

    # Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
    # `Wechatpay-Serial`.
    #
    # @option request [String] :text The text, up to 214 bytes of UTF-8.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [EncryptedText]
    # @raise [Error]
    def encrypt_sensitive(timeout: nil, **request)
      @calls.call("encrypt_sensitive", request, timeout, ->(json) { QqWxPay::EncryptedText.read(json) })
    end

    # Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
    # `encrypt_sensitive`.
    #
    # @option request [String] :text The text, up to 214 bytes of UTF-8.
    # @return [EncryptedText]
    # @raise [Error]
    def encrypt_sensitive_offline(**request)
      @calls.now("encrypt_sensitive_offline", request, ->(json) { QqWxPay::EncryptedText.read(json) })
    end

    # Decrypts a text that WeChat Pay encrypted for the merchant.
    #
    # @option request [String] :ciphertext The text, in base64.
    # @return [DecryptedText]
    # @raise [Error]
    def decrypt_sensitive(**request)
      @calls.now("decrypt_sensitive", request, ->(json) { QqWxPay::DecryptedText.read(json) })
    end

    # Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
    # error that names the first such field.
    #
    # @option request [Hash] :expected What your own stored order says. { `out_trade_no`, `total`, `allow_refunded`?, `appid`?, `mchid`?, `parts`? { `out_trade_no`, `total`, `mchid`? } }
    # @option request [FoundOrder] :found The order as a query or `confirm_order` found it.
    # @return [nil]
    # @raise [Error]
    def expect_payment(**request)
      @calls.now("expect_payment", request, ->(_json) {})
    end

    # Who the merchant is, and whether the client talks to a sandbox.
    #
    # @return [Merchant]
    # @raise [Error]
    def merchant
      @calls.now("merchant", {}, ->(json) { QqWxPay::Merchant.read(json) })
    end

    # Downloads a trade bill: every payment and refund of a day. The rows are proven only when the end is reached without
    # an error: until then keep them where they can be taken back.
    #
    # @option request [String, Date, Time] :bill_date The day in Beijing: `2026-06-08` or `20260608`. Required.
    # @option request ["ALL", "SUCCESS", "REFUND", "RECHARGE_REFUND", nil] :bill_type Which transactions; all of them when left out.
    # @option request [Boolean, nil] :gzip Whether the file travels compressed; the rows are the same.
    # @option request [String, nil] :sub_mchid One sub merchant, for service providers; all of them when left out.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [BillRows<TradeBillRow>]
    # @raise [Error]
    def trade_bill(timeout: nil, **request)
      @calls.bill("trade_bill", request, timeout, ->(json) { QqWxPay::TradeBillRow.read(json) }, ->(json) { QqWxPay::FinishedTradeBillSummary.read(json) })
    end

    # Downloads a fund flow bill: every movement on an account of the merchant. Else as `trade_bill`.
    #
    # @option request [String, Date, Time] :bill_date The day in Beijing: `2026-06-08` or `20260608`. Required.
    # @option request ["BASIC", "OPERATION", "FEES", nil] :account_type Which account; the basic one when left out.
    # @option request [Boolean, nil] :gzip Whether the file travels compressed; the rows are the same.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [BillRows<FundFlowRow>]
    # @raise [Error]
    def fund_flow_bill(timeout: nil, **request)
      @calls.bill("fund_flow_bill", request, timeout, ->(json) { QqWxPay::FundFlowRow.read(json) }, ->(json) { QqWxPay::FinishedFundFlowSummary.read(json) })
    end

    # Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so.
    #
    # @option request [String, Date, Time] :bill_date The day in Beijing: `2026-06-08` or `20260608`. Required.
    # @option request ["ALL", "SUCCESS", "REFUND", "RECHARGE_REFUND", nil] :bill_type Which transactions; all of them when left out.
    # @option request [Boolean, nil] :gzip Whether the file travels compressed; the rows are the same.
    # @option request [String, nil] :sub_mch_id One sub merchant, for service providers.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [BillRows<TradeBillRow>]
    # @raise [Error]
    def v2_trade_bill(timeout: nil, **request)
      @calls.bill("v2_trade_bill", request, timeout, ->(json) { QqWxPay::TradeBillRow.read(json) }, ->(json) { QqWxPay::FinishedTradeBillSummary.read(json) })
    end

    # Asks what became of your open orders, and closes those that are older than `close_after`: for those whose notification was
    # lost. Run it each minute with all that are open. Which are due is decided by their age; each row has one report, as soon as
    # there is one, and a row that fails stops no other. What is paid is told as a notification tells it.
    #
    # @option request [Array<Hash>] :orders The orders, all that are open. { `order` { `family`, `out_trade_no`, `sub_mchid`? }, `placed_at`, `total`, `asked_at`? }
    # @option request [Integer, nil] :close_after An order that is older than so many seconds and not paid is closed; at least 300. Without it none is closed.
    # @option request [Integer, nil] :every How many seconds lie between two runs; 60 when left out. An order without `asked_at` is due when a moment to ask lies so short before the run.
    # @option request [Integer, nil] :limit How many seconds the run may take; 50 when left out, so that it ends before the next minute. What was not asked then is reported as that.
    # @option request [Integer, nil] :per_second How many requests a second may be sent, 1 to 100; 10 when left out. They become fewer while WeChat Pay has too much to do.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [Reports<OpenOrderReport>]
    # @raise [Error]
    def confirm_open_orders(timeout: nil, **request)
      @calls.reports("confirm_open_orders", request, timeout, ->(json) { QqWxPay::OpenOrderReport.read(json) })
    end

    # Asks what became of your open refunds, those of V2 too; else as `confirm_open_orders`. One that ended abnormally, and whose
    # notification was lost, is money that nobody has.
    #
    # @option request [Array<Hash>] :refunds The refunds, all that are open. { `out_refund_no`, `requested_at`, `version`, `asked_at`?, `sub_mchid`? }
    # @option request [Integer, nil] :every How many seconds lie between two runs; 60 when left out. A refund without `asked_at` is due when a moment to ask lies so short before the run.
    # @option request [Integer, nil] :limit How many seconds the run may take; 50 when left out, so that it ends before the next minute. What was not asked then is reported as that.
    # @option request [Integer, nil] :per_second How many requests a second may be sent, 1 to 100; 10 when left out. They become fewer while WeChat Pay has too much to do.
    # @param timeout [Numeric, nil] seconds for the whole call, repeats included
    # @return [Reports<OpenRefundReport>]
    # @raise [Error]
    def confirm_open_refunds(timeout: nil, **request)
      @calls.reports("confirm_open_refunds", request, timeout, ->(json) { QqWxPay::OpenRefundReport.read(json) })
    end
  end
end
