# frozen_string_literal: true

# Written by `cargo xtask generate` from the models in Rust. Do not edit.

module QqWxPay
  # QQ's access token.
  class AccessToken < Record
    # The token. Whoever has it can order in the name of the mini program: never log it.
    # @return [String]
    attr_reader :access_token

    fields %i[access_token],
           hidden: %i[access_token]
  end

  # An HTTP answer: send exactly this, within 5 seconds.
  class Acknowledgement < Record
    # The exact body.
    # @return [String]
    attr_reader :body

    # Value of the header `Content-Type`.
    # @return [String]
    attr_reader :content_type

    # HTTP status.
    # @return [Integer]
    attr_reader :status

    fields %i[body content_type status]
  end

  # What such an interface answered, verified.
  class ApiReply < Record
    # The content, JSON text as a rule; empty with 204.
    # @return [String]
    attr_reader :body

    # WeChat Pay's `Request-ID`.
    # @return [String, nil]
    attr_reader :request_id

    # HTTP status, 2xx.
    # @return [Integer]
    attr_reader :status

    fields %i[body request_id status],
           hidden: %i[body],
           defaults: { request_id: nil }
  end

  # One request and what became of it. A call makes one or more; fetching the access token or certificates makes its own.
  class AttemptEvent < Record
    # Whether it went to WeChat Pay's backup host.
    # @return [Boolean]
    attr_reader :at_backup

    # The first attempt of a call is 1.
    # @return [Integer]
    attr_reader :attempt

    # The code of the trouble: `9030`, `SYSTEM_ERROR`, `TIMED_OUT`, ...; `CALL_ABANDONED` when it was given up.
    # @return [String, nil]
    attr_reader :code

    # How long it took, in microseconds: sending, waiting, and verifying the reply; of a bill until its first bytes are read.
    # @return [Integer]
    attr_reader :elapsed_us

    # What kind of trouble it was; `nil` when it succeeded.
    # @return ["invalid_input", "config", "key", "signature", "stale", "decrypt", "malformed", "mismatch", "api", "transport", nil]
    attr_reader :kind

    # The operation in snake case, in every language: place_order, access_token, bill_file, ...
    # @return [String]
    attr_reader :operation

    # Whether another attempt follows.
    # @return [Boolean]
    attr_reader :repeats

    # The number that the reply carries for the support of WeChat Pay.
    # @return [String, nil]
    attr_reader :request_id

    # HTTP status of the reply; `nil` when none arrived.
    # @return [Integer, nil]
    attr_reader :status

    # Who was asked.
    # @return ["qq", "wechat_pay"]
    attr_reader :upstream

    fields %i[at_backup attempt code elapsed_us kind operation repeats request_id status upstream],
           defaults: { code: nil, kind: nil, request_id: nil, status: nil }
  end

  # Where a bill can be downloaded once, and the digest of the file. Use it at once: it lives between 30
  # seconds and 5 minutes.
  class BillLink < Record
    # The address. Its query is a key to the bill: never log it.
    # @return [String]
    attr_reader :download_url

    # `SHA1`.
    # @return [String]
    attr_reader :hash_type

    # Digest of the uncompressed file, 40 hex digits.
    # @return [String]
    attr_reader :hash_value

    fields %i[download_url hash_type hash_value],
           hidden: %i[download_url]
  end

  # One item of a report.
  class Check < Record
    # Why it does not hold, or why it could not be tested; its remedy says what to do.
    # @return [Error, nil]
    attr_reader :error

    # How it stands.
    # @return ["holds", "fails", "not_tested"]
    attr_reader :state

    fields %i[error state],
           readers: {
             error: ->(json) { QqWxPay::Error.read(json) },
           },
           defaults: { error: nil }
  end

  # Who paid a combine order.
  class CombinePayer < Record
    # The payer's `openid` under the initiator's AppID.
    # @return [String, nil]
    attr_reader :openid

    fields %i[openid],
           hidden: %i[openid],
           defaults: { openid: nil }
  end

  # A combine order and its payment. Each part has a state of its own.
  class CombineTransaction < Record
    # The initiator's WeChat AppID.
    # @return [String, nil]
    attr_reader :combine_appid

    # The initiator's number.
    # @return [String]
    attr_reader :combine_mchid

    # Number of the whole.
    # @return [String]
    attr_reader :combine_out_trade_no

    # Who paid.
    # @return [CombinePayer, nil]
    attr_reader :combine_payer_info

    # WeChat Pay's number of the whole; only where WeChat Pay gives one.
    # @return [String, nil]
    attr_reader :combine_transaction_id

    # The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `nil` within a notification,
    # which has its own.
    # @return [String, nil]
    attr_reader :raw

    # Where it was paid.
    # @return [TransactionScene, nil]
    attr_reader :scene_info

    # The parts.
    # @return [Array<SubOrderTransaction>]
    attr_reader :sub_orders

    # Where the order was paid, a word of WeChat Pay's.
    # @return [String, nil]
    attr_reader :trade_scenario

    fields %i[combine_appid combine_mchid combine_out_trade_no combine_payer_info combine_transaction_id raw scene_info sub_orders trade_scenario],
           hidden: %i[combine_payer_info raw],
           readers: {
             combine_payer_info: ->(json) { QqWxPay::CombinePayer.read(json) },
             scene_info: ->(json) { QqWxPay::TransactionScene.read(json) },
             sub_orders: ->(json) { json.map { |item| QqWxPay::SubOrderTransaction.read(item) } },
           },
           defaults: { combine_appid: nil, combine_payer_info: nil, combine_transaction_id: nil, raw: nil, scene_info: nil, trade_scenario: nil }
  end

  # A text that was encrypted for the merchant.
  class DecryptedText < Record
    # The text. It is personal data as a rule.
    # @return [String]
    attr_reader :text

    fields %i[text],
           hidden: %i[text]
  end

  # An encrypted text, and the key that it was encrypted for.
  class EncryptedText < Record
    # The value of the field, in base64.
    # @return [String]
    attr_reader :ciphertext

    # Serial of the key. The request must name it in `Wechatpay-Serial`; all its fields are encrypted for the same key.
    # @return [String]
    attr_reader :serial

    fields %i[ciphertext serial]
  end

  # Something that the people who run the shop must hear of. It is in the log already, and reported at a bounded rate.
  class FaultEvent < Record
    # The code of the error, for example `DECRYPT_FAILED`.
    # @return [String]
    attr_reader :code

    # How serious it is.
    # @return ["warning", "error"]
    attr_reader :level

    # One line for a log, in English: what happened, why, and the remedy. Nothing in it is secret.
    # @return [String]
    attr_reader :message

    # The number of the order or refund that it is about.
    # @return [String, nil]
    attr_reader :number

    # The operation during which it happened, in snake case.
    # @return [String, nil]
    attr_reader :operation

    # How many of the same kind and code were not reported before this one.
    # @return [Integer]
    attr_reader :suppressed

    # What happened.
    # @return ["notification_refused", "notification_not_taken", "call_left_open", "inbox_failed", "token_store_failed", "token_store_degraded", "token_not_shared", "events_dropped", "sandbox_client"]
    attr_reader :what

    fields %i[code level message number operation suppressed what],
           defaults: { number: nil, operation: nil }
  end

  # A token as `getToken` gave it.
  class FetchedToken < Record
    # The token. Whoever has it can order in the name of the mini program: never log it.
    # @return [String]
    attr_reader :access_token

    # Seconds it lives from now: 7200 at present, never more than 7 days.
    # @return [Integer]
    attr_reader :lifetime_seconds

    fields %i[access_token lifetime_seconds],
           hidden: %i[access_token]
  end

  # A bill that was read to its end.
  class FinishedFundFlowSummary < Record
    # Size of the uncompressed file in bytes.
    # @return [Integer]
    attr_reader :bytes

    # How many rows were read.
    # @return [Integer]
    attr_reader :rows

    # The totals at the end of the bill.
    # @return [FundFlowSummary]
    attr_reader :summary

    # Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
    # for the rows. A digest that does not fit is an error, never a result.
    # @return [Boolean]
    attr_reader :verified

    fields %i[bytes rows summary verified],
           readers: {
             summary: ->(json) { QqWxPay::FundFlowSummary.read(json) },
           }
  end

  # A bill that was read to its end.
  class FinishedTradeBillSummary < Record
    # Size of the uncompressed file in bytes.
    # @return [Integer]
    attr_reader :bytes

    # How many rows were read.
    # @return [Integer]
    attr_reader :rows

    # The totals at the end of the bill.
    # @return [TradeBillSummary]
    attr_reader :summary

    # Whether the digest that WeChat Pay signed fits the file. V2 gives none: there it is `false`, and only TLS vouches
    # for the rows. A digest that does not fit is an error, never a result.
    # @return [Boolean]
    attr_reader :verified

    fields %i[bytes rows summary verified],
           readers: {
             summary: ->(json) { QqWxPay::TradeBillSummary.read(json) },
           }
  end

  # A row of a fund flow bill. A column that the bill does not have, or leaves empty, is `nil`.
  class FundFlowRow < Record
    # 收支金额(元): how much, fen, never negative: `direction` tells the sign.
    # @return [Integer, nil]
    attr_reader :amount

    # 资金变更提交申请人: who asked for it.
    # @return [String, nil]
    attr_reader :applicant

    # 账户结余(元): what the account held afterwards, fen.
    # @return [Integer, nil]
    attr_reader :balance

    # 记账时间: when it was booked, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    # @return [String, nil]
    attr_reader :booking_time

    # 业务名称: name of the business.
    # @return [String, nil]
    attr_reader :business_name

    # 业务类型: kind of the business.
    # @return [String, nil]
    attr_reader :business_type

    # 收支类型: in or out.
    # @return ["收入", "支出", String, nil]
    attr_reader :direction

    # 资金流水单号: number of the movement.
    # @return [String, nil]
    attr_reader :flow_id

    # 备注: note; may hold commas and quotes.
    # @return [String, nil]
    attr_reader :note

    # Columns that this version does not know, by their name in the bill.
    # @return [Hash{String => String}]
    attr_reader :other

    # 微信支付业务单号: WeChat Pay's number of the order, refund, withdrawal, ...
    # @return [String, nil]
    attr_reader :transaction_id

    # 业务凭证号: the merchant's order or refund number, or another voucher.
    # @return [String, nil]
    attr_reader :voucher_id

    fields %i[amount applicant balance booking_time business_name business_type direction flow_id note other transaction_id voucher_id],
           hidden: %i[other],
           defaults: { amount: nil, applicant: nil, balance: nil, booking_time: nil, business_name: nil, business_type: nil, direction: nil, flow_id: nil, note: nil, transaction_id: nil, voucher_id: nil }
  end

  # The totals at the end of a fund flow bill. A column that the bill does not have is `nil`.
  class FundFlowSummary < Record
    # 资金流水总笔数: number of movements.
    # @return [Integer, nil]
    attr_reader :count

    # 支出金额: sum of what went out, fen.
    # @return [Integer, nil]
    attr_reader :expense_amount

    # 支出笔数: how many went out.
    # @return [Integer, nil]
    attr_reader :expense_count

    # 收入金额: sum of what came in, fen.
    # @return [Integer, nil]
    attr_reader :income_amount

    # 收入笔数: how many came in.
    # @return [Integer, nil]
    attr_reader :income_count

    # Columns that this version does not know, by their name in the bill.
    # @return [Hash{String => String}]
    attr_reader :other

    fields %i[count expense_amount expense_count income_amount income_count other],
           hidden: %i[other],
           defaults: { count: nil, expense_amount: nil, expense_count: nil, income_amount: nil, income_count: nil }
  end

  # Who the merchant is.
  class Merchant < Record
    # Merchant number.
    # @return [String]
    attr_reader :mchid

    # AppID of the QQ mini program, when one is configured.
    # @return [String, nil]
    attr_reader :qq_appid

    # Whether all addresses lead to a sandbox on this machine: then no money moves.
    # @return [Boolean]
    attr_reader :sandbox

    # WeChat AppID.
    # @return [String]
    attr_reader :wechat_appid

    fields %i[mchid qq_appid sandbox wechat_appid],
           defaults: { qq_appid: nil }
  end

  # An order of which WeChat Pay says that it is not paid.
  class NotPaid < Record
    # WeChat Pay's number of the notification (V3).
    # @return [String, nil]
    attr_reader :id

    # The order.
    # @return [OrderReference]
    attr_reader :order

    # Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    # cannot rule it out.
    # @return [Boolean]
    attr_reader :repeat

    # Its state, or the first state of a part that is not paid.
    # @return ["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR", "ACCEPT", String]
    attr_reader :state

    fields %i[id order repeat state],
           readers: {
             order: ->(json) { QqWxPay::OrderReference.read(json) },
           },
           defaults: { id: nil }
  end

  # A notification that was read.
  class NotificationEvent < Record
    # Why it is not to be believed; `nil` when it is.
    # @return [String, nil]
    attr_reader :code

    # What it turned out to be: `payment`, `refund`, `refused`, ...
    # @return [String]
    attr_reader :outcome

    # Whether it may have been handled before: this process has verified a delivery with the same number, or the inbox knows of one.
    # @return [Boolean]
    attr_reader :repeat

    fields %i[code outcome repeat],
           defaults: { code: nil }
  end

  # An order that a message names, enough to query it.
  class OrderReference < Record
    # How it is asked for.
    # @return ["direct", "partner", "combine", "v2"]
    attr_reader :family

    # The merchant's order number (of a combine order `combine_out_trade_no`).
    # @return [String]
    attr_reader :out_trade_no

    # The sub merchant's number, in partner use.
    # @return [String, nil]
    attr_reader :sub_mchid

    fields %i[family out_trade_no sub_mchid],
           defaults: { sub_mchid: nil }
  end

  # What became of an order, and why that is said.
  class OrderStatus < Record
    # What stood in the way; there when the reason is `no_answer` or `not_found`, or when closing failed.
    # @return [Error, nil]
    attr_reader :error

    # The order as WeChat Pay told it, when it told it.
    # @return [FoundOrder, nil]
    attr_reader :found

    # The order.
    # @return [OrderReference]
    attr_reader :order

    # Why it is said.
    # @return ["answered", "not_found", "in_progress", "parts_differ", "no_answer"]
    attr_reader :reason

    # Where the money is.
    # @return ["paid", "not_paid", "closed", "unknown"]
    attr_reader :state

    fields %i[error found order reason state],
           readers: {
             error: ->(json) { QqWxPay::Error.read(json) },
             found: ->(json) { QqWxPay::FoundOrder.read(json) },
             order: ->(json) { QqWxPay::OrderReference.read(json) },
           },
           defaults: { error: nil, found: nil }
  end

  # A verified event that this library has no model for.
  class OtherEvent < Record
    # For example `PAYSCORE.USER_OPEN_SERVICE`.
    # @return [String]
    attr_reader :event_type

    # For example `payscore`.
    # @return [String]
    attr_reader :original_type

    fields %i[event_type original_type]
  end

  # An order that is paid, of whichever family. Compare number and total with your own order before you deliver.
  class Paid < Record
    # How the order was placed.
    # @return ["direct", "partner", "combine", "v2"]
    attr_reader :family

    # WeChat Pay's number of the notification (V3).
    # @return [String, nil]
    attr_reader :id

    # The order, or the parts of a combine order.
    # @return [Array<PaidOrder>]
    attr_reader :orders

    # The number to look your order up with (of a combine order its `combine_out_trade_no`).
    # @return [String]
    attr_reader :out_trade_no

    # Whether it was refunded since, in part or whole.
    # @return [Boolean]
    attr_reader :refunded

    # Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    # cannot rule it out. That call may have failed: do the work again, idempotently.
    # @return [Boolean]
    attr_reader :repeat

    # What was to be paid, in fen (of a combine order the sum of its parts).
    # @return [Integer]
    attr_reader :total

    fields %i[family id orders out_trade_no refunded repeat total],
           readers: {
             orders: ->(json) { json.map { |item| QqWxPay::PaidOrder.read(item) } },
           },
           defaults: { id: nil }
  end

  # One paid order.
  class PaidOrder < Record
    # What the order carried.
    # @return [String, nil]
    attr_reader :attach

    # The merchant that gets the money: of a service provider's order the sub merchant.
    # @return [String]
    attr_reader :mchid

    # The merchant's order number.
    # @return [String]
    attr_reader :out_trade_no

    # When it was paid: RFC 3339, in V2 `yyyyMMddHHmmss` in Beijing time.
    # @return [String, nil]
    attr_reader :success_time

    # What was to be paid, in fen.
    # @return [Integer]
    attr_reader :total

    # WeChat Pay's number of the payment.
    # @return [String]
    attr_reader :transaction_id

    fields %i[attach mchid out_trade_no success_time total transaction_id],
           defaults: { attach: nil, success_time: nil }
  end

  # Who paid a sub merchant.
  class PartnerPayer < Record
    # The payer's `openid` under the service provider's AppID.
    # @return [String, nil]
    attr_reader :sp_openid

    # The payer's `openid` under the sub merchant's AppID.
    # @return [String, nil]
    attr_reader :sub_openid

    fields %i[sp_openid sub_openid],
           hidden: %i[sp_openid sub_openid],
           defaults: { sp_openid: nil, sub_openid: nil }
  end

  # An order of a sub merchant and its payment.
  class PartnerTransaction < Record
    # How much.
    # @return [TransactionAmount, nil]
    attr_reader :amount

    # What the order carried.
    # @return [String, nil]
    attr_reader :attach

    # Bank.
    # @return [String, nil]
    attr_reader :bank_type

    # The merchant's order number.
    # @return [String]
    attr_reader :out_trade_no

    # Who paid.
    # @return [PartnerPayer, nil]
    attr_reader :payer

    # Discounts.
    # @return [Array<PromotionDetail>]
    attr_reader :promotion_detail

    # The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `nil` within a notification,
    # which has its own.
    # @return [String, nil]
    attr_reader :raw

    # Where.
    # @return [TransactionScene, nil]
    attr_reader :scene_info

    # The service provider's WeChat AppID.
    # @return [String, nil]
    attr_reader :sp_appid

    # The service provider's number.
    # @return [String]
    attr_reader :sp_mchid

    # The sub merchant's WeChat AppID.
    # @return [String, nil]
    attr_reader :sub_appid

    # The sub merchant's number.
    # @return [String]
    attr_reader :sub_mchid

    # When it was paid, RFC 3339.
    # @return [String, nil]
    attr_reader :success_time

    # Where the order stands.
    # @return ["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR", "ACCEPT", String]
    attr_reader :trade_state

    # The same in words.
    # @return [String, nil]
    attr_reader :trade_state_desc

    # How the order was made.
    # @return ["MWEB", "JSAPI", "NATIVE", "APP", "MICROPAY", "FACEPAY", String, nil]
    attr_reader :trade_type

    # WeChat Pay's order number; only when paid.
    # @return [String, nil]
    attr_reader :transaction_id

    fields %i[amount attach bank_type out_trade_no payer promotion_detail raw scene_info sp_appid sp_mchid sub_appid sub_mchid success_time trade_state trade_state_desc trade_type transaction_id],
           hidden: %i[payer raw],
           readers: {
             amount: ->(json) { QqWxPay::TransactionAmount.read(json) },
             payer: ->(json) { QqWxPay::PartnerPayer.read(json) },
             promotion_detail: ->(json) { json.map { |item| QqWxPay::PromotionDetail.read(item) } },
             scene_info: ->(json) { QqWxPay::TransactionScene.read(json) },
           },
           defaults: { amount: nil, attach: nil, bank_type: nil, payer: nil, raw: nil, scene_info: nil, sp_appid: nil, sub_appid: nil, success_time: nil, trade_state_desc: nil, trade_type: nil, transaction_id: nil }
  end

  # Who paid.
  class Payer < Record
    # The payer's `openid` under the order's AppID.
    # @return [String, nil]
    attr_reader :openid

    fields %i[openid],
           hidden: %i[openid],
           defaults: { openid: nil }
  end

  # An order that can be paid now. Nothing in it proves a payment: only a notification and a query do.
  class PlacedOrder < Record
    # Unix seconds after which the link is dead; placing the identical order again gives a fresh one.
    # @return [Integer]
    attr_reader :expires_at

    # The link that opens WeChat Pay.
    # @return [String]
    attr_reader :h5_url

    # The merchant's number of the order (of a combine order: `combine_out_trade_no`).
    # @return [String]
    attr_reader :out_trade_no

    # WeChat Pay's number of the prepared payment, V2 only; lives 2 hours.
    # @return [String, nil]
    attr_reader :prepay_id

    # WeChat Pay's `Request-ID`, when it arrived.
    # @return [String, nil]
    attr_reader :request_id

    # The arguments of `qq.requestWxPayment`; `nil` for an order that went straight to WeChat Pay without a configured
    # `referer`; an order through QQ is refused without it.
    # @return [RequestPayment, nil]
    attr_reader :request_payment

    # Whether the reply carried WeChat Pay's signature and it was right. `false` means that only TLS vouches for it.
    # @return [Boolean]
    attr_reader :verified

    fields %i[expires_at h5_url out_trade_no prepay_id request_id request_payment verified],
           hidden: %i[h5_url],
           readers: {
             request_payment: ->(json) { QqWxPay::RequestPayment.read(json) },
           },
           defaults: { prepay_id: nil, request_id: nil, request_payment: nil }
  end

  # One platform certificate.
  class PlatformCertificate < Record
    # The last moment of its validity, in Unix seconds.
    # @return [Integer]
    attr_reader :not_after

    # The first moment of its validity, in Unix seconds.
    # @return [Integer]
    attr_reader :not_before

    # The certificate itself, to be kept in the setting `platform_certificates` if you like.
    # @return [String]
    attr_reader :pem

    # Its serial, in upper-case hex.
    # @return [String]
    attr_reader :serial_no

    fields %i[not_after not_before pem serial_no]
  end

  # A verified list of platform certificates. The client has taken it already; in Rust, without the client, give it to `adopt`.
  class PlatformCertificates < Record
    # Those that are valid now, at least one.
    # @return [Array<PlatformCertificate>]
    attr_reader :certificates

    # The merchant that the list was made for.
    # @return [String]
    attr_reader :mchid

    fields %i[certificates mchid],
           readers: {
             certificates: ->(json) { json.map { |item| QqWxPay::PlatformCertificate.read(item) } },
           }
  end

  # What becomes of the money of an order that was placed with `settle_info.profit_sharing`.
  class ProfitSharing < Record
    # WeChat Pay's number.
    # @return [String]
    attr_reader :order_id

    # The merchant's number.
    # @return [String]
    attr_reader :out_order_no

    # The verified reply in full, JSON, also what has no field here; it holds the identity of receivers.
    # @return [String, nil]
    attr_reader :raw

    # Who gets how much.
    # @return [Array<ProfitSharingReceiver>]
    attr_reader :receivers

    # Where it stands as a whole.
    # @return ["PROCESSING", "FINISHED", String]
    attr_reader :state

    # Number of the sub merchant, for service providers.
    # @return [String, nil]
    attr_reader :sub_mchid

    # WeChat Pay's number of the order.
    # @return [String]
    attr_reader :transaction_id

    fields %i[order_id out_order_no raw receivers state sub_mchid transaction_id],
           hidden: %i[raw],
           readers: {
             receivers: ->(json) { json.map { |item| QqWxPay::ProfitSharingReceiver.read(item) } },
           },
           defaults: { raw: nil, sub_mchid: nil }
  end

  # Somebody who gets a part; with an unfreezing the merchant itself.
  class ProfitSharingReceiver < Record
    # Merchant number or openid.
    # @return [String, nil]
    attr_reader :account

    # Fen.
    # @return [Integer, nil]
    attr_reader :amount

    # When it began, RFC 3339.
    # @return [String, nil]
    attr_reader :create_time

    # Why.
    # @return [String, nil]
    attr_reader :description

    # WeChat Pay's number of this part.
    # @return [String, nil]
    attr_reader :detail_id

    # Why it was closed, a word of WeChat Pay: `ACCOUNT_ABNORMAL`, `NO_RELATION`, ...
    # @return [String, nil]
    attr_reader :fail_reason

    # When it ended, RFC 3339.
    # @return [String, nil]
    attr_reader :finish_time

    # `PENDING`, `SUCCESS` or `CLOSED`.
    # @return [String, nil]
    attr_reader :result

    # `MERCHANT_ID` or `PERSONAL_OPENID`.
    # @return [String, nil]
    attr_reader :type

    fields %i[account amount create_time description detail_id fail_reason finish_time result type],
           hidden: %i[account],
           defaults: { account: nil, amount: nil, create_time: nil, description: nil, detail_id: nil, fail_reason: nil, finish_time: nil, result: nil, type: nil }
  end

  # One discount.
  class PromotionDetail < Record
    # Discount, fen.
    # @return [Integer, nil]
    attr_reader :amount

    # Number of the coupon.
    # @return [String, nil]
    attr_reader :coupon_id

    # `CNY`.
    # @return [String, nil]
    attr_reader :currency

    # Goods that it was for.
    # @return [Array<PromotionGoods>]
    attr_reader :goods_detail

    # Part that the merchant gave, fen.
    # @return [Integer, nil]
    attr_reader :merchant_contribute

    # Its name.
    # @return [String, nil]
    attr_reader :name

    # Part that others gave, fen.
    # @return [Integer, nil]
    attr_reader :other_contribute

    # `GLOBAL` or `SINGLE`.
    # @return [String, nil]
    attr_reader :scope

    # Number of the stock.
    # @return [String, nil]
    attr_reader :stock_id

    # `CASH` or `NOCASH`.
    # @return [String, nil]
    attr_reader :type

    # Part that WeChat Pay gave, fen.
    # @return [Integer, nil]
    attr_reader :wechatpay_contribute

    fields %i[amount coupon_id currency goods_detail merchant_contribute name other_contribute scope stock_id type wechatpay_contribute],
           readers: {
             goods_detail: ->(json) { json.map { |item| QqWxPay::PromotionGoods.read(item) } },
           },
           defaults: { amount: nil, coupon_id: nil, currency: nil, merchant_contribute: nil, name: nil, other_contribute: nil, scope: nil, stock_id: nil, type: nil, wechatpay_contribute: nil }
  end

  # Goods that a discount was for.
  class PromotionGoods < Record
    # Discount, fen.
    # @return [Integer, nil]
    attr_reader :discount_amount

    # Number of the goods.
    # @return [String, nil]
    attr_reader :goods_id

    # Remark.
    # @return [String, nil]
    attr_reader :goods_remark

    # How many.
    # @return [Integer, nil]
    attr_reader :quantity

    # Price of one, fen.
    # @return [Integer, nil]
    attr_reader :unit_price

    fields %i[discount_amount goods_id goods_remark quantity unit_price],
           defaults: { discount_amount: nil, goods_id: nil, goods_remark: nil, quantity: nil, unit_price: nil }
  end

  # A refund. That it was accepted does not mean that the money went back: look at `status`.
  class Refund < Record
    # How much.
    # @return [RefundAmount]
    attr_reader :amount

    # Where the money goes: `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`.
    # @return [String, nil]
    attr_reader :channel

    # When the refund was taken, RFC 3339.
    # @return [String, nil]
    attr_reader :create_time

    # The account that the money is taken from.
    # @return [String, nil]
    attr_reader :funds_account

    # The merchant's number of the refund.
    # @return [String]
    attr_reader :out_refund_no

    # The merchant's number of the order.
    # @return [String]
    attr_reader :out_trade_no

    # Discounts that go back.
    # @return [Array<RefundPromotion>]
    attr_reader :promotion_detail

    # The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `nil` within a notification,
    # which has its own.
    # @return [String, nil]
    attr_reader :raw

    # WeChat Pay's number of the refund.
    # @return [String]
    attr_reader :refund_id

    # Where the refund stands.
    # @return ["SUCCESS", "CLOSED", "PROCESSING", "ABNORMAL", String]
    attr_reader :status

    # When the money went back, RFC 3339; only on success.
    # @return [String, nil]
    attr_reader :success_time

    # WeChat Pay's number of the order.
    # @return [String]
    attr_reader :transaction_id

    # Where the money went, in words.
    # @return [String, nil]
    attr_reader :user_received_account

    fields %i[amount channel create_time funds_account out_refund_no out_trade_no promotion_detail raw refund_id status success_time transaction_id user_received_account],
           hidden: %i[raw user_received_account],
           readers: {
             amount: ->(json) { QqWxPay::RefundAmount.read(json) },
             promotion_detail: ->(json) { json.map { |item| QqWxPay::RefundPromotion.read(item) } },
           },
           defaults: { channel: nil, create_time: nil, funds_account: nil, raw: nil, success_time: nil, user_received_account: nil }
  end

  # An account that a refund is taken from.
  class RefundAccount < Record
    # `AVAILABLE` or `UNAVAILABLE`.
    # @return [String, nil]
    attr_reader :account

    # Fen.
    # @return [Integer, nil]
    attr_reader :amount

    fields %i[account amount],
           defaults: { account: nil, amount: nil }
  end

  # Amounts of a refund, in fen.
  class RefundAmount < Record
    # `CNY`.
    # @return [String, nil]
    attr_reader :currency

    # What goes back of discounts.
    # @return [Integer, nil]
    attr_reader :discount_refund

    # The accounts that it is taken from.
    # @return [Array<RefundAccount>]
    attr_reader :from

    # What the payer gets back.
    # @return [Integer, nil]
    attr_reader :payer_refund

    # What the payer had paid.
    # @return [Integer, nil]
    attr_reader :payer_total

    # This refund.
    # @return [Integer]
    attr_reader :refund

    # Fee that goes back.
    # @return [Integer, nil]
    attr_reader :refund_fee

    # The refund without coupons that are not settled.
    # @return [Integer, nil]
    attr_reader :settlement_refund

    # The order without coupons that are not settled.
    # @return [Integer, nil]
    attr_reader :settlement_total

    # What the order cost.
    # @return [Integer]
    attr_reader :total

    fields %i[currency discount_refund from payer_refund payer_total refund refund_fee settlement_refund settlement_total total],
           readers: {
             from: ->(json) { json.map { |item| QqWxPay::RefundAccount.read(item) } },
           },
           defaults: { currency: nil, discount_refund: nil, payer_refund: nil, payer_total: nil, refund_fee: nil, settlement_refund: nil, settlement_total: nil }
  end

  # A refund that has ended, made over V3, V2 or in the merchant console.
  class RefundEnded < Record
    # WeChat Pay's number of the notification (V3).
    # @return [String, nil]
    attr_reader :id

    # The merchant's number of the refund.
    # @return [String]
    attr_reader :out_refund_no

    # The merchant's number of the order.
    # @return [String]
    attr_reader :out_trade_no

    # This refund, in fen.
    # @return [Integer]
    attr_reader :refund

    # WeChat Pay's number of the refund.
    # @return [String]
    attr_reader :refund_id

    # Whether your function may have been called for it before: this process has verified a delivery with the same number, or the inbox
    # cannot rule it out.
    # @return [Boolean]
    attr_reader :repeat

    # How it ended.
    # @return ["success", "abnormal", "closed"]
    attr_reader :status

    # The sub merchant's number, in partner use.
    # @return [String, nil]
    attr_reader :sub_mchid

    # When the money went back: RFC 3339, in V2 `yyyy-MM-dd HH:mm:ss` in Beijing time; only on success.
    # @return [String, nil]
    attr_reader :success_time

    # The order's amount, in fen; V2 may leave it out.
    # @return [Integer, nil]
    attr_reader :total

    # WeChat Pay's number of the payment.
    # @return [String]
    attr_reader :transaction_id

    # Which protocol told it.
    # @return ["v2", "v3"]
    attr_reader :version

    fields %i[id out_refund_no out_trade_no refund refund_id repeat status sub_mchid success_time total transaction_id version],
           defaults: { id: nil, sub_mchid: nil, success_time: nil, total: nil }
  end

  # The end of a refund.
  class RefundNotice < Record
    # How much.
    # @return [RefundNoticeAmount]
    attr_reader :amount

    # Merchant number of a direct merchant.
    # @return [String, nil]
    attr_reader :mchid

    # The merchant's number of the refund.
    # @return [String]
    attr_reader :out_refund_no

    # The merchant's number of the order.
    # @return [String]
    attr_reader :out_trade_no

    # WeChat Pay's number of the refund.
    # @return [String]
    attr_reader :refund_id

    # How it ended.
    # @return ["SUCCESS", "CLOSED", "PROCESSING", "ABNORMAL", String]
    attr_reader :refund_status

    # Service provider's number, in partner use.
    # @return [String, nil]
    attr_reader :sp_mchid

    # Sub merchant's number, in partner use.
    # @return [String, nil]
    attr_reader :sub_mchid

    # When the money went back, RFC 3339; only on success.
    # @return [String, nil]
    attr_reader :success_time

    # WeChat Pay's number of the order.
    # @return [String]
    attr_reader :transaction_id

    # Where the money went.
    # @return [String, nil]
    attr_reader :user_received_account

    fields %i[amount mchid out_refund_no out_trade_no refund_id refund_status sp_mchid sub_mchid success_time transaction_id user_received_account],
           hidden: %i[user_received_account],
           readers: {
             amount: ->(json) { QqWxPay::RefundNoticeAmount.read(json) },
           },
           defaults: { mchid: nil, sp_mchid: nil, sub_mchid: nil, success_time: nil, user_received_account: nil }
  end

  # Amounts of a refund, in fen.
  class RefundNoticeAmount < Record
    # What the payer gets back.
    # @return [Integer, nil]
    attr_reader :payer_refund

    # What the payer had paid.
    # @return [Integer, nil]
    attr_reader :payer_total

    # This refund.
    # @return [Integer]
    attr_reader :refund

    # The order's amount.
    # @return [Integer]
    attr_reader :total

    fields %i[payer_refund payer_total refund total],
           defaults: { payer_refund: nil, payer_total: nil }
  end

  # A discount that goes back.
  class RefundPromotion < Record
    # The discount, fen.
    # @return [Integer, nil]
    attr_reader :amount

    # Goods that it was for.
    # @return [Array<RefundedGoods>]
    attr_reader :goods_detail

    # Number of the coupon.
    # @return [String, nil]
    attr_reader :promotion_id

    # What goes back of it, fen.
    # @return [Integer, nil]
    attr_reader :refund_amount

    # `GLOBAL` or `SINGLE`.
    # @return [String, nil]
    attr_reader :scope

    # `COUPON` or `DISCOUNT`; older: `CASH` or `NOCASH`.
    # @return [String, nil]
    attr_reader :type

    fields %i[amount goods_detail promotion_id refund_amount scope type],
           readers: {
             goods_detail: ->(json) { json.map { |item| QqWxPay::RefundedGoods.read(item) } },
           },
           defaults: { amount: nil, promotion_id: nil, refund_amount: nil, scope: nil, type: nil }
  end

  # A refund that a message names, enough to query it.
  class RefundReference < Record
    # The merchant's number of the refund.
    # @return [String]
    attr_reader :out_refund_no

    # The merchant's number of the order.
    # @return [String]
    attr_reader :out_trade_no

    # The sub merchant's number, in partner use.
    # @return [String, nil]
    attr_reader :sub_mchid

    # `v3`: ask `query_refund`; `v2`: `query_v2_refund`.
    # @return ["v2", "v3"]
    attr_reader :version

    fields %i[out_refund_no out_trade_no sub_mchid version],
           defaults: { sub_mchid: nil }
  end

  # Goods that came back.
  class RefundedGoods < Record
    # Name.
    # @return [String, nil]
    attr_reader :goods_name

    # The merchant's number of the goods.
    # @return [String, nil]
    attr_reader :merchant_goods_id

    # What goes back for them, fen.
    # @return [Integer, nil]
    attr_reader :refund_amount

    # How many came back.
    # @return [Integer, nil]
    attr_reader :refund_quantity

    # Price of one, fen.
    # @return [Integer, nil]
    attr_reader :unit_price

    # WeChat Pay's number of the goods.
    # @return [String, nil]
    attr_reader :wechatpay_goods_id

    fields %i[goods_name merchant_goods_id refund_amount refund_quantity unit_price wechatpay_goods_id],
           defaults: { goods_name: nil, merchant_goods_id: nil, refund_amount: nil, refund_quantity: nil, unit_price: nil, wechatpay_goods_id: nil }
  end

  # The arguments of `qq.requestWxPayment`: hand them to the mini program as they are.
  class RequestPayment < Record
    # The domain that is authorised for H5 payment, with its scheme.
    # @return [String]
    attr_reader :referer

    # The link.
    # @return [String]
    attr_reader :url

    fields %i[referer url],
           hidden: %i[url]
  end

  # A verified callback of a self test: the way from WeChat Pay to this address works. No money is involved.
  class SecurityEcho < Record
    # The encrypted text, opened with the merchant's private key; `nil` when there is none or it does not open.
    # @return [String, nil]
    attr_reader :decrypted_echo_message

    # The text of the test, as `echo_message`.
    # @return [String]
    attr_reader :echo_message

    fields %i[decrypted_echo_message echo_message],
           defaults: { decrypted_echo_message: nil }
  end

  # The report of a self test: one item for each thing that must work.
  class SelfTestReport < Record
    # The APIv3 key opens what WeChat Pay encrypts. Tried on the platform certificates, and on the callback; not tested where
    # there is neither: then a wrong key shows only when the first notification comes.
    # @return [Check]
    attr_reader :api_v3_key

    # The callback reached this client, with a right signature, and opened with the APIv3 key.
    # @return [Check]
    attr_reader :callback

    # This machine's clock is near enough to WeChat Pay's.
    # @return [Check]
    attr_reader :clock

    # How far this machine's clock is ahead of WeChat Pay's, in seconds; negative when it is behind.
    #
    # From the reply's signed time; when the signature is refused for the clock, from its unsigned `Date` header.
    # @return [Integer, nil]
    attr_reader :clock_skew_seconds

    # The text that was sent; the callback repeats it.
    # @return [String]
    attr_reader :echo_message

    # WeChat Pay opens what we encrypt, and we open what it encrypts.
    # @return [Check]
    attr_reader :encryption

    # QQ gives an access token for the AppID and the AppSecret. Not tested when none was fetched by this client: a new one ends
    # the one that other processes use.
    # @return [Check]
    attr_reader :qq_app_secret

    # WeChat Pay's `Request-ID`: its support asks for it.
    # @return [String, nil]
    attr_reader :request_id

    # WeChat Pay accepts our signature: merchant number, private key and serial belong together.
    # @return [Check]
    attr_reader :signature

    # We accept WeChat Pay's signature: public key or platform certificate are right.
    # @return [Check]
    attr_reader :verification

    fields %i[api_v3_key callback clock clock_skew_seconds echo_message encryption qq_app_secret request_id signature verification],
           readers: {
             api_v3_key: ->(json) { QqWxPay::Check.read(json) },
             callback: ->(json) { QqWxPay::Check.read(json) },
             clock: ->(json) { QqWxPay::Check.read(json) },
             encryption: ->(json) { QqWxPay::Check.read(json) },
             qq_app_secret: ->(json) { QqWxPay::Check.read(json) },
             signature: ->(json) { QqWxPay::Check.read(json) },
             verification: ->(json) { QqWxPay::Check.read(json) },
           },
           defaults: { clock_skew_seconds: nil, request_id: nil }
  end

  # One part of a combine order and its payment.
  class SubOrderTransaction < Record
    # How much.
    # @return [SubOrderTransactionAmount, nil]
    attr_reader :amount

    # What this part carried.
    # @return [String, nil]
    attr_reader :attach

    # Bank.
    # @return [String, nil]
    attr_reader :bank_type

    # Merchant number of this part.
    # @return [String]
    attr_reader :mchid

    # Number of this part.
    # @return [String]
    attr_reader :out_trade_no

    # Discounts.
    # @return [Array<PromotionDetail>]
    attr_reader :promotion_detail

    # The sub merchant's WeChat AppID.
    # @return [String, nil]
    attr_reader :sub_appid

    # The sub merchant's number.
    # @return [String, nil]
    attr_reader :sub_mchid

    # The payer's `openid` under the sub merchant's AppID.
    # @return [String, nil]
    attr_reader :sub_openid

    # When it was paid, RFC 3339.
    # @return [String, nil]
    attr_reader :success_time

    # Where this part stands.
    # @return ["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR", "ACCEPT", String]
    attr_reader :trade_state

    # How the order was made.
    # @return ["MWEB", "JSAPI", "NATIVE", "APP", "MICROPAY", "FACEPAY", String, nil]
    attr_reader :trade_type

    # WeChat Pay's number of this part; only when paid.
    # @return [String, nil]
    attr_reader :transaction_id

    fields %i[amount attach bank_type mchid out_trade_no promotion_detail sub_appid sub_mchid sub_openid success_time trade_state trade_type transaction_id],
           hidden: %i[sub_openid],
           readers: {
             amount: ->(json) { QqWxPay::SubOrderTransactionAmount.read(json) },
             promotion_detail: ->(json) { json.map { |item| QqWxPay::PromotionDetail.read(item) } },
           },
           defaults: { amount: nil, attach: nil, bank_type: nil, sub_appid: nil, sub_mchid: nil, sub_openid: nil, success_time: nil, trade_type: nil, transaction_id: nil }
  end

  # How much of a part was ordered and paid, in fen.
  class SubOrderTransactionAmount < Record
    # `CNY`.
    # @return [String, nil]
    attr_reader :currency

    # What the payer paid after discounts.
    # @return [Integer, nil]
    attr_reader :payer_amount

    # Currency that the payer paid in.
    # @return [String, nil]
    attr_reader :payer_currency

    # Exchange rate, times 100,000,000.
    # @return [Integer, nil]
    attr_reader :settlement_rate

    # The part's amount.
    # @return [Integer, nil]
    attr_reader :total_amount

    fields %i[currency payer_amount payer_currency settlement_rate total_amount],
           defaults: { currency: nil, payer_amount: nil, payer_currency: nil, settlement_rate: nil, total_amount: nil }
  end

  # A row of a trade bill. A column that the bill does not have, or leaves empty, is `nil`.
  class TradeBillRow < Record
    # 公众账号ID: WeChat AppID.
    # @return [String, nil]
    attr_reader :appid

    # 商户数据包: what the order carried.
    # @return [String, nil]
    attr_reader :attach

    # 付款银行: bank.
    # @return [String, nil]
    attr_reader :bank_type

    # 代金券金额, older 代金券或立减优惠金额 or 企业红包金额: coupons, fen.
    # @return [Integer, nil]
    attr_reader :coupon_amount

    # 充值券退款金额, older 代金券或立减优惠退款金额 or 企业红包退款金额: coupons that went back, fen.
    # @return [Integer, nil]
    attr_reader :coupon_refund_amount

    # 货币种类: `CNY`.
    # @return [String, nil]
    attr_reader :currency

    # 商品名称: the order's description.
    # @return [String, nil]
    attr_reader :description

    # 设备号: device.
    # @return [String, nil]
    attr_reader :device_id

    # 手续费: fee, fen; negative where it is given back.
    # @return [Integer, nil]
    attr_reader :fee

    # 费率: rate of the fee as text, `0.60%`.
    # @return [String, nil]
    attr_reader :fee_rate

    # 费率备注: note on the rate.
    # @return [String, nil]
    attr_reader :fee_rate_note

    # 商户号: merchant number.
    # @return [String, nil]
    attr_reader :mchid

    # 用户标识: the payer's `openid`.
    # @return [String, nil]
    attr_reader :openid

    # 订单金额: the order's whole amount, fen. Older bills do not have it.
    # @return [Integer, nil]
    attr_reader :order_amount

    # Columns that this version does not know, by their name in the bill.
    # @return [Hash{String => String}]
    attr_reader :other

    # 商户退款单号: the merchant's refund number; the bill's `0` is `nil`.
    # @return [String, nil]
    attr_reader :out_refund_no

    # 商户订单号: the merchant's order number.
    # @return [String, nil]
    attr_reader :out_trade_no

    # 退款金额: what went back to the payer, fen.
    # @return [Integer, nil]
    attr_reader :refund_amount

    # 微信退款单号: WeChat Pay's refund number; the bill's `0` is `nil`.
    # @return [String, nil]
    attr_reader :refund_id

    # 退款申请时间: when the refund was asked for; bills of refunds only.
    # @return [String, nil]
    attr_reader :refund_request_time

    # 退款状态. Bills also know `FAIL`, which no query and no notification has.
    # @return ["SUCCESS", "CLOSED", "PROCESSING", "ABNORMAL", String, nil]
    attr_reader :refund_status

    # 退款成功时间: when the money went back; bills of refunds only.
    # @return [String, nil]
    attr_reader :refund_success_time

    # 退款类型: `ORIGINAL` and others.
    # @return [String, nil]
    attr_reader :refund_type

    # 申请退款金额: the refund that was asked for, fen. Older bills do not have it.
    # @return [Integer, nil]
    attr_reader :requested_refund_amount

    # 应结订单金额, older 总金额: the order less coupons that are not settled, fen. On a refund 0.
    # @return [Integer, nil]
    attr_reader :settlement_amount

    # 特约商户号, older 子商户号: sub merchant; the bill's `0` is `nil`.
    # @return [String, nil]
    attr_reader :sub_mchid

    # 交易状态: `SUCCESS` on a payment, `REFUND` on a refund, `REVOKED`.
    # @return ["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR", "ACCEPT", String, nil]
    attr_reader :trade_state

    # 交易时间: when, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    # @return [String, nil]
    attr_reader :trade_time

    # 交易类型: how the order was made.
    # @return ["MWEB", "JSAPI", "NATIVE", "APP", "MICROPAY", "FACEPAY", String, nil]
    attr_reader :trade_type

    # 微信订单号: WeChat Pay's order number.
    # @return [String, nil]
    attr_reader :transaction_id

    fields %i[appid attach bank_type coupon_amount coupon_refund_amount currency description device_id fee fee_rate fee_rate_note mchid openid order_amount other out_refund_no out_trade_no refund_amount refund_id refund_request_time refund_status refund_success_time refund_type requested_refund_amount settlement_amount sub_mchid trade_state trade_time trade_type transaction_id],
           hidden: %i[openid other],
           defaults: { appid: nil, attach: nil, bank_type: nil, coupon_amount: nil, coupon_refund_amount: nil, currency: nil, description: nil, device_id: nil, fee: nil, fee_rate: nil, fee_rate_note: nil, mchid: nil, openid: nil, order_amount: nil, out_refund_no: nil, out_trade_no: nil, refund_amount: nil, refund_id: nil, refund_request_time: nil, refund_status: nil, refund_success_time: nil, refund_type: nil, requested_refund_amount: nil, settlement_amount: nil, sub_mchid: nil, trade_state: nil, trade_time: nil, trade_type: nil, transaction_id: nil }
  end

  # The totals at the end of a trade bill. A column that the bill does not have is `nil`.
  class TradeBillSummary < Record
    # 总交易单数: number of transactions.
    # @return [Integer, nil]
    attr_reader :count

    # 充值券退款总金额, older 总代金券或立减优惠退款金额 or 总企业红包退款金额: sum of `coupon_refund_amount`, fen.
    # @return [Integer, nil]
    attr_reader :coupon_refund_amount

    # 手续费总金额: sum of `fee`, fen; may be negative.
    # @return [Integer, nil]
    attr_reader :fee

    # 订单总金额: sum of `order_amount`, fen.
    # @return [Integer, nil]
    attr_reader :order_amount

    # Columns that this version does not know, by their name in the bill.
    # @return [Hash{String => String}]
    attr_reader :other

    # 退款总金额, older 总退款金额: sum of `refund_amount`, fen.
    # @return [Integer, nil]
    attr_reader :refund_amount

    # 申请退款总金额: sum of `requested_refund_amount`, fen.
    # @return [Integer, nil]
    attr_reader :requested_refund_amount

    # 应结订单总金额, older 总交易额: sum of `settlement_amount`, fen.
    # @return [Integer, nil]
    attr_reader :settlement_amount

    fields %i[count coupon_refund_amount fee order_amount other refund_amount requested_refund_amount settlement_amount],
           hidden: %i[other],
           defaults: { count: nil, coupon_refund_amount: nil, fee: nil, order_amount: nil, refund_amount: nil, requested_refund_amount: nil, settlement_amount: nil }
  end

  # An order and its payment. While it is not paid, most fields are absent.
  class Transaction < Record
    # How much.
    # @return [TransactionAmount, nil]
    attr_reader :amount

    # WeChat AppID.
    # @return [String, nil]
    attr_reader :appid

    # What the order carried.
    # @return [String, nil]
    attr_reader :attach

    # Bank, for example `CMB_DEBIT` or `OTHERS`.
    # @return [String, nil]
    attr_reader :bank_type

    # Merchant number.
    # @return [String]
    attr_reader :mchid

    # The merchant's order number.
    # @return [String]
    attr_reader :out_trade_no

    # Who paid.
    # @return [Payer, nil]
    attr_reader :payer

    # Discounts.
    # @return [Array<PromotionDetail>]
    attr_reader :promotion_detail

    # The verified reply in full, JSON, also what has no field here; it holds the payer's identity. `nil` within a notification,
    # which has its own.
    # @return [String, nil]
    attr_reader :raw

    # Where.
    # @return [TransactionScene, nil]
    attr_reader :scene_info

    # When it was paid, RFC 3339.
    # @return [String, nil]
    attr_reader :success_time

    # Where the order stands.
    # @return ["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR", "ACCEPT", String]
    attr_reader :trade_state

    # The same in words.
    # @return [String, nil]
    attr_reader :trade_state_desc

    # How the order was made.
    # @return ["MWEB", "JSAPI", "NATIVE", "APP", "MICROPAY", "FACEPAY", String, nil]
    attr_reader :trade_type

    # WeChat Pay's order number; only when paid.
    # @return [String, nil]
    attr_reader :transaction_id

    fields %i[amount appid attach bank_type mchid out_trade_no payer promotion_detail raw scene_info success_time trade_state trade_state_desc trade_type transaction_id],
           hidden: %i[payer raw],
           readers: {
             amount: ->(json) { QqWxPay::TransactionAmount.read(json) },
             payer: ->(json) { QqWxPay::Payer.read(json) },
             promotion_detail: ->(json) { json.map { |item| QqWxPay::PromotionDetail.read(item) } },
             scene_info: ->(json) { QqWxPay::TransactionScene.read(json) },
           },
           defaults: { amount: nil, appid: nil, attach: nil, bank_type: nil, payer: nil, raw: nil, scene_info: nil, success_time: nil, trade_state_desc: nil, trade_type: nil, transaction_id: nil }
  end

  # How much was ordered and paid, in fen.
  class TransactionAmount < Record
    # `CNY`.
    # @return [String, nil]
    attr_reader :currency

    # Currency that the payer paid in.
    # @return [String, nil]
    attr_reader :payer_currency

    # What the payer paid after discounts.
    # @return [Integer, nil]
    attr_reader :payer_total

    # The order's amount.
    # @return [Integer, nil]
    attr_reader :total

    fields %i[currency payer_currency payer_total total],
           defaults: { currency: nil, payer_currency: nil, payer_total: nil, total: nil }
  end

  # Where it was paid.
  class TransactionScene < Record
    # Device number.
    # @return [String, nil]
    attr_reader :device_id

    fields %i[device_id],
           defaults: { device_id: nil }
  end

  # An order of which it is not known whether it exists.
  class UnconfirmedOrder < Record
    # What happened; its advice is always `confirm_first`.
    # @return [Error]
    attr_reader :error

    # The order, as `confirm_order` and `close_if_unpaid` take it.
    # @return [OrderReference]
    attr_reader :order

    fields %i[error order],
           readers: {
             error: ->(json) { QqWxPay::Error.read(json) },
             order: ->(json) { QqWxPay::OrderReference.read(json) },
           }
  end

  # One coupon of a payment.
  class V2Coupon < Record
    # Its value, fen.
    # @return [Integer, nil]
    attr_reader :coupon_fee

    # Number of the coupon.
    # @return [String, nil]
    attr_reader :coupon_id

    # `CASH` or `NO_CASH`.
    # @return [String, nil]
    attr_reader :coupon_type

    fields %i[coupon_fee coupon_id coupon_type],
           defaults: { coupon_fee: nil, coupon_id: nil, coupon_type: nil }
  end

  # One refund.
  class V2Refund < Record
    # What went back in coupons, fen.
    # @return [Integer, nil]
    attr_reader :coupon_refund_fee

    # The coupons that went back.
    # @return [Array<V2RefundCoupon>]
    attr_reader :coupons

    # The merchant's number of the refund.
    # @return [String]
    attr_reader :out_refund_no

    # The account that it was taken from.
    # @return [String, nil]
    attr_reader :refund_account

    # `ORIGINAL`, `BALANCE`, `OTHER_BALANCE` or `OTHER_BANKCARD`.
    # @return [String, nil]
    attr_reader :refund_channel

    # This refund, fen.
    # @return [Integer]
    attr_reader :refund_fee

    # WeChat Pay's number of the refund.
    # @return [String]
    attr_reader :refund_id

    # Where the money went (the wire spells it with one `n` less).
    # @return [String, nil]
    attr_reader :refund_recv_accout

    # Where the refund stands.
    # @return ["SUCCESS", "CLOSED", "PROCESSING", "ABNORMAL", String]
    attr_reader :refund_status

    # When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    # @return [String, nil]
    attr_reader :refund_success_time

    # The same without coupons that are not settled, fen.
    # @return [Integer, nil]
    attr_reader :settlement_refund_fee

    fields %i[coupon_refund_fee coupons out_refund_no refund_account refund_channel refund_fee refund_id refund_recv_accout refund_status refund_success_time settlement_refund_fee],
           hidden: %i[refund_recv_accout],
           readers: {
             coupons: ->(json) { json.map { |item| QqWxPay::V2RefundCoupon.read(item) } },
           },
           defaults: { coupon_refund_fee: nil, refund_account: nil, refund_channel: nil, refund_recv_accout: nil, refund_success_time: nil, settlement_refund_fee: nil }
  end

  # A V2 refund that was taken. The money has not gone back yet: ask with a refund query.
  class V2RefundAccepted < Record
    # What the payer paid in cash, fen.
    # @return [Integer, nil]
    attr_reader :cash_fee

    # What goes back in cash, fen.
    # @return [Integer, nil]
    attr_reader :cash_refund_fee

    # What goes back in coupons, fen.
    # @return [Integer, nil]
    attr_reader :coupon_refund_fee

    # The coupons that go back.
    # @return [Array<V2RefundCoupon>]
    attr_reader :coupons

    # `CNY`.
    # @return [String, nil]
    attr_reader :fee_type

    # The merchant's number of the refund.
    # @return [String]
    attr_reader :out_refund_no

    # The merchant's number of the order.
    # @return [String]
    attr_reader :out_trade_no

    # The verified reply in full, XML, also what has no field here; it holds the payer's identity. `nil` within a notification,
    # which has its own.
    # @return [String, nil]
    attr_reader :raw

    # This refund, fen.
    # @return [Integer]
    attr_reader :refund_fee

    # WeChat Pay's number of the refund.
    # @return [String]
    attr_reader :refund_id

    # The same without coupons that are not settled, fen.
    # @return [Integer, nil]
    attr_reader :settlement_refund_fee

    # The same without coupons that are not settled, fen.
    # @return [Integer, nil]
    attr_reader :settlement_total_fee

    # The order's amount, fen. Replies may leave it out.
    # @return [Integer, nil]
    attr_reader :total_fee

    # WeChat Pay's number of the order.
    # @return [String]
    attr_reader :transaction_id

    fields %i[cash_fee cash_refund_fee coupon_refund_fee coupons fee_type out_refund_no out_trade_no raw refund_fee refund_id settlement_refund_fee settlement_total_fee total_fee transaction_id],
           hidden: %i[raw],
           readers: {
             coupons: ->(json) { json.map { |item| QqWxPay::V2RefundCoupon.read(item) } },
           },
           defaults: { cash_fee: nil, cash_refund_fee: nil, coupon_refund_fee: nil, fee_type: nil, raw: nil, settlement_refund_fee: nil, settlement_total_fee: nil, total_fee: nil }
  end

  # One coupon of a refund.
  class V2RefundCoupon < Record
    # What goes back of it, fen.
    # @return [Integer, nil]
    attr_reader :coupon_refund_fee

    # Number of the coupon.
    # @return [String, nil]
    attr_reader :coupon_refund_id

    # `CASH` or `NO_CASH`.
    # @return [String, nil]
    attr_reader :coupon_type

    fields %i[coupon_refund_fee coupon_refund_id coupon_type],
           defaults: { coupon_refund_fee: nil, coupon_refund_id: nil, coupon_type: nil }
  end

  # The end of a refund in V2. The message carries no signature, so it is believed only as far as
  # a refund query says the same.
  class V2RefundNotice < Record
    # WeChat AppID.
    # @return [String]
    attr_reader :appid

    # Merchant number.
    # @return [String]
    attr_reader :mch_id

    # The merchant's number of the refund.
    # @return [String]
    attr_reader :out_refund_no

    # The merchant's number of the order.
    # @return [String]
    attr_reader :out_trade_no

    # The account that it was taken from.
    # @return [String, nil]
    attr_reader :refund_account

    # This refund, fen.
    # @return [Integer]
    attr_reader :refund_fee

    # WeChat Pay's number of the refund.
    # @return [String]
    attr_reader :refund_id

    # Where the money went (the wire spells it with one `n` less).
    # @return [String, nil]
    attr_reader :refund_recv_accout

    # `API` or `VENDOR_PLATFORM`.
    # @return [String, nil]
    attr_reader :refund_request_source

    # How it ended.
    # @return ["SUCCESS", "CLOSED", "PROCESSING", "ABNORMAL", String]
    attr_reader :refund_status

    # The same after coupons that are not settled, fen.
    # @return [Integer, nil]
    attr_reader :settlement_refund_fee

    # The same after coupons that are not settled, fen.
    # @return [Integer, nil]
    attr_reader :settlement_total_fee

    # Sub merchant's WeChat AppID.
    # @return [String, nil]
    attr_reader :sub_appid

    # Sub merchant's number.
    # @return [String, nil]
    attr_reader :sub_mch_id

    # When the money went back, `yyyy-MM-dd HH:mm:ss` in Beijing time.
    # @return [String, nil]
    attr_reader :success_time

    # The order's amount, fen.
    # @return [Integer, nil]
    attr_reader :total_fee

    # WeChat Pay's number of the order.
    # @return [String]
    attr_reader :transaction_id

    fields %i[appid mch_id out_refund_no out_trade_no refund_account refund_fee refund_id refund_recv_accout refund_request_source refund_status settlement_refund_fee settlement_total_fee sub_appid sub_mch_id success_time total_fee transaction_id],
           hidden: %i[refund_recv_accout],
           defaults: { refund_account: nil, refund_recv_accout: nil, refund_request_source: nil, settlement_refund_fee: nil, settlement_total_fee: nil, sub_appid: nil, sub_mch_id: nil, success_time: nil, total_fee: nil }
  end

  # The refunds of an order; at most 10 come in one reply.
  class V2Refunds < Record
    # What the payer paid in cash, fen.
    # @return [Integer, nil]
    attr_reader :cash_fee

    # `CNY`.
    # @return [String, nil]
    attr_reader :fee_type

    # The merchant's number of the order.
    # @return [String]
    attr_reader :out_trade_no

    # The verified reply in full, XML, also what has no field here; it holds the payer's identity. `nil` within a notification,
    # which has its own.
    # @return [String, nil]
    attr_reader :raw

    # The refunds of this reply.
    # @return [Array<V2Refund>]
    attr_reader :refunds

    # The order's amount, fen. Replies may leave it out.
    # @return [Integer, nil]
    attr_reader :total_fee

    # How many refunds the order has in all; ask again with an offset for those that are not in `refunds`.
    # @return [Integer, nil]
    attr_reader :total_refund_count

    # WeChat Pay's number of the order.
    # @return [String]
    attr_reader :transaction_id

    fields %i[cash_fee fee_type out_trade_no raw refunds total_fee total_refund_count transaction_id],
           hidden: %i[raw],
           readers: {
             refunds: ->(json) { json.map { |item| QqWxPay::V2Refund.read(item) } },
           },
           defaults: { cash_fee: nil, fee_type: nil, raw: nil, total_fee: nil, total_refund_count: nil }
  end

  # An order and its payment in V2. While it is not paid, most fields are absent.
  class V2Transaction < Record
    # WeChat AppID.
    # @return [String]
    attr_reader :appid

    # What the order carried.
    # @return [String, nil]
    attr_reader :attach

    # Bank.
    # @return [String, nil]
    attr_reader :bank_type

    # What the payer paid, fen.
    # @return [Integer, nil]
    attr_reader :cash_fee

    # Currency that the payer paid in.
    # @return [String, nil]
    attr_reader :cash_fee_type

    # What was consumed, fen; only in some ways of paying.
    # @return [Integer, nil]
    attr_reader :consume_fee

    # Sum of the coupons, fen.
    # @return [Integer, nil]
    attr_reader :coupon_fee

    # The coupons.
    # @return [Array<V2Coupon>]
    attr_reader :coupons

    # Goods detail of the order, JSON text.
    # @return [String, nil]
    attr_reader :detail

    # Device that the order named.
    # @return [String, nil]
    attr_reader :device_info

    # `CNY`.
    # @return [String, nil]
    attr_reader :fee_type

    # Whether the payer follows the account of the AppID: `Y` or `N`.
    # @return [String, nil]
    attr_reader :is_subscribe

    # Merchant number.
    # @return [String]
    attr_reader :mch_id

    # The payer's `openid`.
    # @return [String, nil]
    attr_reader :openid

    # The merchant's order number.
    # @return [String]
    attr_reader :out_trade_no

    # Discounts, JSON text.
    # @return [String, nil]
    attr_reader :promotion_detail

    # The verified reply in full, XML, also what has no field here; it holds the payer's identity. `nil` within a notification,
    # which has its own.
    # @return [String, nil]
    attr_reader :raw

    # The amount after coupons that are not settled, fen.
    # @return [Integer, nil]
    attr_reader :settlement_total_fee

    # Sub merchant's WeChat AppID.
    # @return [String, nil]
    attr_reader :sub_appid

    # The same as `is_subscribe` of the sub merchant's AppID.
    # @return [String, nil]
    attr_reader :sub_is_subscribe

    # Sub merchant's number.
    # @return [String, nil]
    attr_reader :sub_mch_id

    # The payer's `openid` under the sub merchant's AppID.
    # @return [String, nil]
    attr_reader :sub_openid

    # When it was paid, `yyyyMMddHHmmss` in Beijing time.
    # @return [String, nil]
    attr_reader :time_end

    # The order's amount, fen.
    # @return [Integer, nil]
    attr_reader :total_fee

    # Where the order stands. A notification of a payment counts as `SUCCESS`.
    # @return ["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR", "ACCEPT", String]
    attr_reader :trade_state

    # The same in words; queries only.
    # @return [String, nil]
    attr_reader :trade_state_desc

    # How the order was made.
    # @return ["MWEB", "JSAPI", "NATIVE", "APP", "MICROPAY", "FACEPAY", String, nil]
    attr_reader :trade_type

    # WeChat Pay's order number; only when paid.
    # @return [String, nil]
    attr_reader :transaction_id

    fields %i[appid attach bank_type cash_fee cash_fee_type consume_fee coupon_fee coupons detail device_info fee_type is_subscribe mch_id openid out_trade_no promotion_detail raw settlement_total_fee sub_appid sub_is_subscribe sub_mch_id sub_openid time_end total_fee trade_state trade_state_desc trade_type transaction_id],
           hidden: %i[openid raw sub_openid],
           readers: {
             coupons: ->(json) { json.map { |item| QqWxPay::V2Coupon.read(item) } },
           },
           defaults: { attach: nil, bank_type: nil, cash_fee: nil, cash_fee_type: nil, consume_fee: nil, coupon_fee: nil, detail: nil, device_info: nil, fee_type: nil, is_subscribe: nil, openid: nil, promotion_detail: nil, raw: nil, settlement_total_fee: nil, sub_appid: nil, sub_is_subscribe: nil, sub_mch_id: nil, sub_openid: nil, time_end: nil, total_fee: nil, trade_state_desc: nil, trade_type: nil, transaction_id: nil }
  end

  # Something that a client did. Nothing in it is secret, and nothing names a payer.
  module ClientEvent
    # Whether it is a {Attempt}.
    def attempt? = false

    # Whether it is a {Notification}.
    def notification? = false

    # Whether it is a {Fault}.
    def fault? = false

    # A request was sent, and answered or not.
    class Attempt < QqWxPay::AttemptEvent
      include ClientEvent

      # @return ["attempt"]
      attr_reader :type

      def attempt? = true

      fields %i[type],
             defaults: { type: "attempt" }
    end

    # A notification was read.
    class Notification < QqWxPay::NotificationEvent
      include ClientEvent

      # @return ["notification"]
      attr_reader :type

      def notification? = true

      fields %i[type],
             defaults: { type: "notification" }
    end

    # Something that the people who run the shop must hear of.
    class Fault < QqWxPay::FaultEvent
      include ClientEvent

      # @return ["fault"]
      attr_reader :type

      def fault? = true

      fields %i[type],
             defaults: { type: "fault" }
    end

    CLASSES = {
      "attempt" => Attempt,
      "notification" => Notification,
      "fault" => Fault,
    }.freeze
    private_constant :CLASSES

    # @api private
    def self.read(json)
      CLASSES.fetch(json.fetch(:type)).read(json)
    end
  end

  # An order as a query found it.
  module FoundOrder
    # Whether it is a {Direct}.
    def direct? = false

    # Whether it is a {Partner}.
    def partner? = false

    # Whether it is a {Combine}.
    def combine? = false

    # Whether it is a {V2}.
    def v2? = false

    # Of a direct merchant.
    class Direct < QqWxPay::Record
      include FoundOrder

      # Of a direct merchant.
      # @return [Transaction]
      attr_reader :order

      # @return ["direct"]
      attr_reader :family

      def direct? = true

      fields %i[order family],
             readers: {
               order: ->(json) { QqWxPay::Transaction.read(json) },
             },
             defaults: { family: "direct" }
    end

    # Of a sub merchant.
    class Partner < QqWxPay::Record
      include FoundOrder

      # Of a sub merchant.
      # @return [PartnerTransaction]
      attr_reader :order

      # @return ["partner"]
      attr_reader :family

      def partner? = true

      fields %i[order family],
             readers: {
               order: ->(json) { QqWxPay::PartnerTransaction.read(json) },
             },
             defaults: { family: "partner" }
    end

    # A combine order.
    class Combine < QqWxPay::Record
      include FoundOrder

      # A combine order.
      # @return [CombineTransaction]
      attr_reader :order

      # @return ["combine"]
      attr_reader :family

      def combine? = true

      fields %i[order family],
             readers: {
               order: ->(json) { QqWxPay::CombineTransaction.read(json) },
             },
             defaults: { family: "combine" }
    end

    # Asked over V2.
    class V2 < QqWxPay::Record
      include FoundOrder

      # Asked over V2.
      # @return [V2Transaction]
      attr_reader :order

      # @return ["v2"]
      attr_reader :family

      def v2? = true

      fields %i[order family],
             readers: {
               order: ->(json) { QqWxPay::V2Transaction.read(json) },
             },
             defaults: { family: "v2" }
    end

    CLASSES = {
      "direct" => Direct,
      "partner" => Partner,
      "combine" => Combine,
      "v2" => V2,
    }.freeze
    private_constant :CLASSES

    # @api private
    def self.read(json)
      CLASSES.fetch(json.fetch(:family)).read(json)
    end
  end

  # What a notification turned out to be. Only `payment`, `partner_payment`, `combine_payment`, `v2_payment`, `refund` and
  # `v2_refund` are proven facts about money.
  module Outcome
    # Whether it is a {Payment}.
    def payment? = false

    # Whether it is a {PartnerPayment}.
    def partner_payment? = false

    # Whether it is a {CombinePayment}.
    def combine_payment? = false

    # Whether it is a {V2Payment}.
    def v2_payment? = false

    # Whether it is a {Refund}.
    def refund? = false

    # Whether it is a {V2Refund}.
    def v2_refund? = false

    # Whether it is a {NotPaid}.
    def not_paid? = false

    # Whether it is a {SecurityEcho}.
    def security_echo? = false

    # Whether it is a {Other}.
    def other? = false

    # Whether it is a {Stale}.
    def stale? = false

    # Whether it is a {Unsigned}.
    def unsigned? = false

    # Whether it is a {Probe}.
    def probe? = false

    # Whether it is a {Refused}.
    def refused? = false

    # V3: a direct merchant's order is paid.
    class Payment < QqWxPay::Record
      include Outcome

      # The order with its payment.
      # @return [Transaction]
      attr_reader :payment

      # @return ["payment"]
      attr_reader :type

      def payment? = true

      fields %i[payment type],
             readers: {
               payment: ->(json) { QqWxPay::Transaction.read(json) },
             },
             defaults: { type: "payment" }
    end

    # V3: a sub merchant's order is paid.
    class PartnerPayment < QqWxPay::Record
      include Outcome

      # The order with its payment.
      # @return [PartnerTransaction]
      attr_reader :payment

      # @return ["partner_payment"]
      attr_reader :type

      def partner_payment? = true

      fields %i[payment type],
             readers: {
               payment: ->(json) { QqWxPay::PartnerTransaction.read(json) },
             },
             defaults: { type: "partner_payment" }
    end

    # V3: a combine order is paid, every part of it.
    class CombinePayment < QqWxPay::Record
      include Outcome

      # The order with its payment.
      # @return [CombineTransaction]
      attr_reader :payment

      # @return ["combine_payment"]
      attr_reader :type

      def combine_payment? = true

      fields %i[payment type],
             readers: {
               payment: ->(json) { QqWxPay::CombineTransaction.read(json) },
             },
             defaults: { type: "combine_payment" }
    end

    # V2: an order is paid.
    class V2Payment < QqWxPay::Record
      include Outcome

      # The order with its payment.
      # @return [V2Transaction]
      attr_reader :payment

      # @return ["v2_payment"]
      attr_reader :type

      def v2_payment? = true

      fields %i[payment type],
             readers: {
               payment: ->(json) { QqWxPay::V2Transaction.read(json) },
             },
             defaults: { type: "v2_payment" }
    end

    # V3: a refund has ended.
    class Refund < QqWxPay::Record
      include Outcome

      # The refund.
      # @return [RefundNotice]
      attr_reader :refund

      # @return ["refund"]
      attr_reader :type

      def refund? = true

      fields %i[refund type],
             readers: {
               refund: ->(json) { QqWxPay::RefundNotice.read(json) },
             },
             defaults: { type: "refund" }
    end

    # V2: a refund has ended, as a query says. Until it is confirmed it is `unsigned`.
    class V2Refund < QqWxPay::Record
      include Outcome

      # The refund.
      # @return [V2RefundNotice]
      attr_reader :refund

      # @return ["v2_refund"]
      attr_reader :type

      def v2_refund? = true

      fields %i[refund type],
             readers: {
               refund: ->(json) { QqWxPay::V2RefundNotice.read(json) },
             },
             defaults: { type: "v2_refund" }
    end

    # Verified, but the order is not (wholly) paid, or in a state that this version does not know: query it.
    class NotPaid < QqWxPay::Record
      include Outcome

      # The order.
      # @return [OrderReference]
      attr_reader :order

      # Its state.
      # @return ["SUCCESS", "REFUND", "NOTPAY", "CLOSED", "REVOKED", "USERPAYING", "PAYERROR", "ACCEPT", String]
      attr_reader :state

      # @return ["not_paid"]
      attr_reader :type

      def not_paid? = true

      fields %i[order state type],
             readers: {
               order: ->(json) { QqWxPay::OrderReference.read(json) },
             },
             defaults: { type: "not_paid" }
    end

    # The callback of a self test: no money is involved.
    class SecurityEcho < QqWxPay::Record
      include Outcome

      # The texts of the test.
      # @return [SecurityEcho]
      attr_reader :echo

      # @return ["security_echo"]
      attr_reader :type

      def security_echo? = true

      fields %i[echo type],
             readers: {
               echo: ->(json) { QqWxPay::SecurityEcho.read(json) },
             },
             defaults: { type: "security_echo" }
    end

    # Verified, but an event of another product.
    class Other < QqWxPay::Record
      include Outcome

      # Which.
      # @return [OtherEvent]
      attr_reader :event

      # @return ["other"]
      attr_reader :type

      def other? = true

      fields %i[event type],
             readers: {
               event: ->(json) { QqWxPay::OtherEvent.read(json) },
             },
             defaults: { type: "other" }
    end

    # Rightly signed, but too long ago or in the future. Believe only a query of this order or refund.
    class Stale < QqWxPay::Record
      include Outcome

      # Why.
      # @return [Error]
      attr_reader :error

      # The order.
      # @return [OrderReference, nil]
      attr_reader :order

      # Or the refund.
      # @return [RefundReference, nil]
      attr_reader :refund

      # @return ["stale"]
      attr_reader :type

      def stale? = true

      fields %i[error order refund type],
             readers: {
               error: ->(json) { QqWxPay::Error.read(json) },
               order: ->(json) { QqWxPay::OrderReference.read(json) },
               refund: ->(json) { QqWxPay::RefundReference.read(json) },
             },
             defaults: { order: nil, refund: nil, type: "stale" }
    end

    # Nobody signed it, but the content opens with your own key: the signature headers did not arrive, or it is a V2 refund, which
    # has none. Believe only a query of this order or refund.
    class Unsigned < QqWxPay::Record
      include Outcome

      # Why.
      # @return [Error]
      attr_reader :error

      # The order.
      # @return [OrderReference, nil]
      attr_reader :order

      # Or the refund.
      # @return [RefundReference, nil]
      attr_reader :refund

      # @return ["unsigned"]
      attr_reader :type

      def unsigned? = true

      fields %i[error order refund type],
             readers: {
               error: ->(json) { QqWxPay::Error.read(json) },
               order: ->(json) { QqWxPay::OrderReference.read(json) },
               refund: ->(json) { QqWxPay::RefundReference.read(json) },
             },
             defaults: { order: nil, refund: nil, type: "unsigned" }
    end

    # WeChat Pay's test whether wrong signatures are refused. They are: nothing is to be done.
    class Probe < QqWxPay::Record
      include Outcome

      # @return ["probe"]
      attr_reader :type

      def probe? = true

      fields %i[type],
             defaults: { type: "probe" }
    end

    # Not to be believed.
    class Refused < QqWxPay::Record
      include Outcome

      # Why.
      # @return [Error]
      attr_reader :error

      # @return ["refused"]
      attr_reader :type

      def refused? = true

      fields %i[error type],
             readers: {
               error: ->(json) { QqWxPay::Error.read(json) },
             },
             defaults: { type: "refused" }
    end

    CLASSES = {
      "payment" => Payment,
      "partner_payment" => PartnerPayment,
      "combine_payment" => CombinePayment,
      "v2_payment" => V2Payment,
      "refund" => Refund,
      "v2_refund" => V2Refund,
      "not_paid" => NotPaid,
      "security_echo" => SecurityEcho,
      "other" => Other,
      "stale" => Stale,
      "unsigned" => Unsigned,
      "probe" => Probe,
      "refused" => Refused,
    }.freeze
    private_constant :CLASSES

    # @api private
    def self.read(json)
      CLASSES.fetch(json.fetch(:type)).read(json)
    end
  end

  # What became of placing an order. That it was refused, or that nothing was sent, is an error instead.
  module Placement
    # Whether it is a {Placed}.
    def placed? = false

    # Whether it is a {ToConfirm}.
    def to_confirm? = false

    # It can be paid now.
    class Placed < QqWxPay::PlacedOrder
      include Placement

      # @return ["placed"]
      attr_reader :outcome

      def placed? = true

      fields %i[outcome],
             defaults: { outcome: "placed" }
    end

    # Whether the order exists, or has been paid already, is not known: the reply was lost, came late or could not be
    # believed. Place the identical order again, or ask `confirm_order`; never take another order number.
    class ToConfirm < QqWxPay::UnconfirmedOrder
      include Placement

      # @return ["to_confirm"]
      attr_reader :outcome

      def to_confirm? = true

      fields %i[outcome],
             defaults: { outcome: "to_confirm" }
    end

    CLASSES = {
      "placed" => Placed,
      "to_confirm" => ToConfirm,
    }.freeze
    private_constant :CLASSES

    # @api private
    def self.read(json)
      CLASSES.fetch(json.fetch(:outcome)).read(json)
    end
  end

  # An event, for the function of the shop that takes it. All of it is proven: by a signature, or by a query.
  module ShopEvent
    # Whether it is a {Paid}.
    def paid? = false

    # Whether it is a {Refund}.
    def refund? = false

    # Whether it is a {NotPaid}.
    def not_paid? = false

    # Whether it is a {Other}.
    def other? = false

    # An order is paid.
    class Paid < QqWxPay::Record
      include ShopEvent

      # The order.
      # @return [Paid]
      attr_reader :paid

      # @return ["paid"]
      attr_reader :type

      def paid? = true

      fields %i[paid type],
             readers: {
               paid: ->(json) { QqWxPay::Paid.read(json) },
             },
             defaults: { type: "paid" }
    end

    # A refund has ended.
    class Refund < QqWxPay::Record
      include ShopEvent

      # The refund.
      # @return [RefundEnded]
      attr_reader :refund

      # @return ["refund"]
      attr_reader :type

      def refund? = true

      fields %i[refund type],
             readers: {
               refund: ->(json) { QqWxPay::RefundEnded.read(json) },
             },
             defaults: { type: "refund" }
    end

    # WeChat Pay says of an order that it is not paid.
    class NotPaid < QqWxPay::Record
      include ShopEvent

      # The order.
      # @return [NotPaid]
      attr_reader :not_paid

      # @return ["not_paid"]
      attr_reader :type

      def not_paid? = true

      fields %i[not_paid type],
             readers: {
               not_paid: ->(json) { QqWxPay::NotPaid.read(json) },
             },
             defaults: { type: "not_paid" }
    end

    # An event of another product.
    class Other < QqWxPay::Record
      include ShopEvent

      # Which.
      # @return [OtherEvent]
      attr_reader :other

      # @return ["other"]
      attr_reader :type

      def other? = true

      fields %i[other type],
             readers: {
               other: ->(json) { QqWxPay::OtherEvent.read(json) },
             },
             defaults: { type: "other" }
    end

    CLASSES = {
      "paid" => Paid,
      "refund" => Refund,
      "not_paid" => NotPaid,
      "other" => Other,
    }.freeze
    private_constant :CLASSES

    # @api private
    def self.read(json)
      CLASSES.fetch(json.fetch(:type)).read(json)
    end
  end
end
