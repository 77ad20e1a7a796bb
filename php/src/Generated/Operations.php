<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Generated;

use QqWxPay\BillRows;
use QqWxPay\Internal\Calls;
use QqWxPay\Internal\Read;
use QqWxPay\Reports;

/**
 * Every operation of the client.
 *
 * @internal
 */
trait Operations
{
    abstract protected function calls(): Calls;

    /**
     * Places the order of a direct merchant. To get a fresh link, place the identical order again.
     *
     * When a reply is lost, the order may exist: that is a result of its own, `to_confirm`, and no error. Never take
     * another order number for it: ask `confirmOrder`, or place the identical order again.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function placeOrder(\QqWxPay\Model\OrderRequest $request, ?float $timeout = null): \QqWxPay\Model\Placement
    {
        return $this->calls()->call('place_order', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\Placement => \QqWxPay\Model\Placement::fromArray(Read::map($json, '')));
    }

    /**
     * Places the order of a service provider for a sub merchant; else as `placeOrder`.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function placePartnerOrder(\QqWxPay\Model\PartnerOrderRequest $request, ?float $timeout = null): \QqWxPay\Model\Placement
    {
        return $this->calls()->call('place_partner_order', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\Placement => \QqWxPay\Model\Placement::fromArray(Read::map($json, '')));
    }

    /**
     * Places a combine order, several merchants' orders paid together; else as `placeOrder`.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function placeCombineOrder(\QqWxPay\Model\CombineOrderRequest $request, ?float $timeout = null): \QqWxPay\Model\Placement
    {
        return $this->calls()->call('place_combine_order', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\Placement => \QqWxPay\Model\Placement::fromArray(Read::map($json, '')));
    }

    /**
     * Places a V2 unified order; else as `placeOrder`.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function placeV2Order(\QqWxPay\Model\V2OrderRequest $request, ?float $timeout = null): \QqWxPay\Model\Placement
    {
        return $this->calls()->call('place_v2_order', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\Placement => \QqWxPay\Model\Placement::fromArray(Read::map($json, '')));
    }

    /**
     * Asks WeChat Pay where a direct merchant's order stands. An unsigned or wrong reply is an error, never a state.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function queryOrder(\QqWxPay\Model\OrderId $request, ?float $timeout = null): \QqWxPay\Model\Transaction
    {
        return $this->calls()->call('query_order', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\Transaction => \QqWxPay\Model\Transaction::fromArray(Read::map($json, '')));
    }

    /**
     * Asks WeChat Pay where a sub merchant's order stands.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function queryPartnerOrder(\QqWxPay\Model\PartnerOrderQuery $request, ?float $timeout = null): \QqWxPay\Model\PartnerTransaction
    {
        return $this->calls()->call('query_partner_order', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\PartnerTransaction => \QqWxPay\Model\PartnerTransaction::fromArray(Read::map($json, '')));
    }

    /**
     * Asks WeChat Pay where a combine order stands. The other queries do not find it, and this one finds no other.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function queryCombineOrder(\QqWxPay\Model\CombineOrderQuery $request, ?float $timeout = null): \QqWxPay\Model\CombineTransaction
    {
        return $this->calls()->call('query_combine_order', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\CombineTransaction => \QqWxPay\Model\CombineTransaction::fromArray(Read::map($json, '')));
    }

    /**
     * Asks WeChat Pay over V2 where an order stands.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function queryV2Order(\QqWxPay\Model\V2OrderQuery $request, ?float $timeout = null): \QqWxPay\Model\V2Transaction
    {
        return $this->calls()->call('query_v2_order', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\V2Transaction => \QqWxPay\Model\V2Transaction::fromArray(Read::map($json, '')));
    }

    /**
     * Closes a direct merchant's unpaid order: its link can no longer be paid, its number not be used again. It may be
     * repeated; it fails with `ORDERPAID` when the order has been paid meanwhile. See `closeIfUnpaid`.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function closeOrder(\QqWxPay\Model\CloseOrderRequest $request, ?float $timeout = null): void
    {
        $this->calls()->call('close_order', $request, $timeout, static fn (mixed $json): mixed => null);
    }

    /**
     * Closes a sub merchant's unpaid order.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function closePartnerOrder(\QqWxPay\Model\ClosePartnerOrderRequest $request, ?float $timeout = null): void
    {
        $this->calls()->call('close_partner_order', $request, $timeout, static fn (mixed $json): mixed => null);
    }

    /**
     * Closes an unpaid combine order; every part of it must be named.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function closeCombineOrder(\QqWxPay\Model\CloseCombineOrderRequest $request, ?float $timeout = null): void
    {
        $this->calls()->call('close_combine_order', $request, $timeout, static fn (mixed $json): mixed => null);
    }

    /**
     * Closes an unpaid V2 order. Not within 5 minutes of ordering. That it is closed already is no error.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function closeV2Order(\QqWxPay\Model\CloseV2OrderRequest $request, ?float $timeout = null): void
    {
        $this->calls()->call('close_v2_order', $request, $timeout, static fn (mixed $json): mixed => null);
    }

    /**
     * Asks for a refund, whole or in part, of any order; of a combine order part by part. The reply means that it was
     * accepted; the notification or `queryRefund` tells when the money is back. Repeat only with the same
     * `outRefundNo` and the same values: another number can refund twice.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function refund(\QqWxPay\Model\RefundRequest $request, ?float $timeout = null): \QqWxPay\Model\Refund
    {
        return $this->calls()->call('refund', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\Refund => \QqWxPay\Model\Refund::fromArray(Read::map($json, '')));
    }

    /**
     * Asks where a refund stands.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function queryRefund(\QqWxPay\Model\RefundQuery $request, ?float $timeout = null): \QqWxPay\Model\Refund
    {
        return $this->calls()->call('query_refund', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\Refund => \QqWxPay\Model\Refund::fromArray(Read::map($json, '')));
    }

    /**
     * Sends the money of a refund that is `ABNORMAL` to another account: the payer's could not take it. Account and name
     * are given as they are; the library encrypts them.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function abnormalRefund(\QqWxPay\Model\AbnormalRefundRequest $request, ?float $timeout = null): \QqWxPay\Model\Refund
    {
        return $this->calls()->call('abnormal_refund', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\Refund => \QqWxPay\Model\Refund::fromArray(Read::map($json, '')));
    }

    /**
     * Asks for a refund over V2. It shows the merchant certificate: set `merchantCertificate` or `merchantP12`.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function v2Refund(\QqWxPay\Model\V2RefundRequest $request, ?float $timeout = null): \QqWxPay\Model\V2RefundAccepted
    {
        return $this->calls()->call('v2_refund', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\V2RefundAccepted => \QqWxPay\Model\V2RefundAccepted::fromArray(Read::map($json, '')));
    }

    /**
     * Asks over V2 where refunds stand, at most 10 in one reply: ask again with `offset` 10, 20, ... while
     * `totalRefundCount` is larger.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function queryV2Refund(\QqWxPay\Model\V2RefundQuery $request, ?float $timeout = null): \QqWxPay\Model\V2Refunds
    {
        return $this->calls()->call('query_v2_refund', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\V2Refunds => \QqWxPay\Model\V2Refunds::fromArray(Read::map($json, '')));
    }

    /**
     * Gives the merchant what an order with `settleInfo.profitSharing` still holds back, when nothing (more) is to be shared.
     * The reply means that it was accepted; `queryProfitSharing` tells when it is done. Repeat only with the same number.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function unfreezeFunds(\QqWxPay\Model\UnfreezeRequest $request, ?float $timeout = null): \QqWxPay\Model\ProfitSharing
    {
        return $this->calls()->call('unfreeze_funds', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\ProfitSharing => \QqWxPay\Model\ProfitSharing::fromArray(Read::map($json, '')));
    }

    /**
     * Asks where a sharing or an unfreezing stands.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function queryProfitSharing(\QqWxPay\Model\ProfitSharingQuery $request, ?float $timeout = null): \QqWxPay\Model\ProfitSharing
    {
        return $this->calls()->call('query_profit_sharing', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\ProfitSharing => \QqWxPay\Model\ProfitSharing::fromArray(Read::map($json, '')));
    }

    /**
     * Calls any other V3 interface of WeChat Pay: signed, sent directly, and verified. A `GET` is repeated as queries
     * are; anything else is sent once.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function request(\QqWxPay\Model\ApiRequest $request, ?float $timeout = null): \QqWxPay\Model\ApiReply
    {
        return $this->calls()->call('request', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\ApiReply => \QqWxPay\Model\ApiReply::fromArray(Read::map($json, '')));
    }

    /**
     * QQ's access token: fetched once, shared, replaced in time. Orders take it by themselves.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function accessToken(?float $timeout = null): \QqWxPay\Model\AccessToken
    {
        return $this->calls()->call('access_token', null, $timeout, static fn (mixed $json): \QqWxPay\Model\AccessToken => \QqWxPay\Model\AccessToken::fromArray(Read::map($json, '')));
    }

    /**
     * Fetches WeChat Pay's platform certificates now. It is not needed in the ordinary course.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function refreshCertificates(?float $timeout = null): \QqWxPay\Model\PlatformCertificates
    {
        return $this->calls()->call('refresh_certificates', null, $timeout, static fn (mixed $json): \QqWxPay\Model\PlatformCertificates => \QqWxPay\Model\PlatformCertificates::fromArray(Read::map($json, '')));
    }

    /**
     * Tests keys, serials, clock and, with a `notifyUrl`, the way of notifications, without an order. WeChat Pay forbids
     * load tests: once per check.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function selfTest(\QqWxPay\Model\SelfTest $request, ?float $timeout = null): \QqWxPay\Model\SelfTestReport
    {
        return $this->calls()->call('self_test', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\SelfTestReport => \QqWxPay\Model\SelfTestReport::fromArray(Read::map($json, '')));
    }

    /**
     * Finds out what became of an order after a time-out, a lost connection, a late or lost notification: `paid`,
     * `not_paid`, `closed` or `unknown`, and why. It believes only verified answers of WeChat Pay.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function confirmOrder(\QqWxPay\Model\OrderReference $request, ?float $timeout = null): \QqWxPay\Model\OrderStatus
    {
        return $this->calls()->call('confirm_order', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\OrderStatus => \QqWxPay\Model\OrderStatus::fromArray(Read::map($json, '')));
    }

    /**
     * Closes the order unless it is paid, and tells what became of it. One that WeChat Pay does not know stays as it is.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function closeIfUnpaid(\QqWxPay\Model\OrderReference $request, ?float $timeout = null): \QqWxPay\Model\OrderStatus
    {
        return $this->calls()->call('close_if_unpaid', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\OrderStatus => \QqWxPay\Model\OrderStatus::fromArray(Read::map($json, '')));
    }

    /**
     * Tells that QQ refused this access token: it is replaced, unless it has been replaced already.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function invalidateAccessToken(\QqWxPay\Model\RefusedAccessToken $request, ?float $timeout = null): void
    {
        $this->calls()->call('invalidate_access_token', $request, $timeout, static fn (mixed $json): mixed => null);
    }

    /**
     * Tries the token store of your own that this client was given: whether it keeps what it is given, grants a lease to one at
     * a time, and saves for its holder alone. For your tests: it takes about two seconds, and uses AppIDs that nobody has. The
     * rule that is broken is the detail of `TOKEN_STORE_WRONG`.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function checkTokenStore(?float $timeout = null): void
    {
        $this->calls()->call('check_token_store', null, $timeout, static fn (mixed $json): mixed => null);
    }

    /**
     * Encrypts a text that only WeChat Pay may read; the request that carries it names the key's serial in
     * `Wechatpay-Serial`.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function encryptSensitive(\QqWxPay\Model\PlainText $request, ?float $timeout = null): \QqWxPay\Model\EncryptedText
    {
        return $this->calls()->call('encrypt_sensitive', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\EncryptedText => \QqWxPay\Model\EncryptedText::fromArray(Read::map($json, '')));
    }

    /**
     * Encrypts a text with the keys that are there, and fetches none: for hosts with an HTTP client of their own. Else use
     * `encryptSensitive`.
     *
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function encryptSensitiveOffline(\QqWxPay\Model\PlainText $request): \QqWxPay\Model\EncryptedText
    {
        return $this->calls()->now('encrypt_sensitive_offline', $request, static fn (mixed $json): \QqWxPay\Model\EncryptedText => \QqWxPay\Model\EncryptedText::fromArray(Read::map($json, '')));
    }

    /**
     * Decrypts a text that WeChat Pay encrypted for the merchant.
     *
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function decryptSensitive(\QqWxPay\Model\CipherText $request): \QqWxPay\Model\DecryptedText
    {
        return $this->calls()->now('decrypt_sensitive', $request, static fn (mixed $json): \QqWxPay\Model\DecryptedText => \QqWxPay\Model\DecryptedText::fromArray(Read::map($json, '')));
    }

    /**
     * Compares a payment that a query found with your own stored order; call it before you deliver. What differs is an
     * error that names the first such field.
     *
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function expectPayment(\QqWxPay\Model\PaymentToExpect $request): void
    {
        $this->calls()->now('expect_payment', $request, static fn (mixed $json): mixed => null);
    }

    /**
     * Who the merchant is, and whether the client talks to a sandbox.
     *
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function merchant(): \QqWxPay\Model\Merchant
    {
        return $this->calls()->now('merchant', null, static fn (mixed $json): \QqWxPay\Model\Merchant => \QqWxPay\Model\Merchant::fromArray(Read::map($json, '')));
    }

    /**
     * Downloads a trade bill: every payment and refund of a day. The rows are proven only when the end is reached without
     * an error: until then keep them where they can be taken back.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @return BillRows<\QqWxPay\Model\TradeBillRow, \QqWxPay\Model\FinishedTradeBillSummary>
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function tradeBill(\QqWxPay\Model\TradeBillRequest $request, ?float $timeout = null): BillRows
    {
        return $this->calls()->bill('trade_bill', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\TradeBillRow => \QqWxPay\Model\TradeBillRow::fromArray(Read::map($json, '')), static fn (mixed $json): \QqWxPay\Model\FinishedTradeBillSummary => \QqWxPay\Model\FinishedTradeBillSummary::fromArray(Read::map($json, '')));
    }

    /**
     * Downloads a fund flow bill: every movement on an account of the merchant. Else as `tradeBill`.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @return BillRows<\QqWxPay\Model\FundFlowRow, \QqWxPay\Model\FinishedFundFlowSummary>
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function fundFlowBill(\QqWxPay\Model\FundFlowBillRequest $request, ?float $timeout = null): BillRows
    {
        return $this->calls()->bill('fund_flow_bill', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\FundFlowRow => \QqWxPay\Model\FundFlowRow::fromArray(Read::map($json, '')), static fn (mixed $json): \QqWxPay\Model\FinishedFundFlowSummary => \QqWxPay\Model\FinishedFundFlowSummary::fromArray(Read::map($json, '')));
    }

    /**
     * Downloads a trade bill over V2. It has no digest: nothing but TLS vouches for it, and the end says so.
     *
     * @param float|null $timeout seconds for the whole call, repeats included
     * @return BillRows<\QqWxPay\Model\TradeBillRow, \QqWxPay\Model\FinishedTradeBillSummary>
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function v2TradeBill(\QqWxPay\Model\V2TradeBillRequest $request, ?float $timeout = null): BillRows
    {
        return $this->calls()->bill('v2_trade_bill', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\TradeBillRow => \QqWxPay\Model\TradeBillRow::fromArray(Read::map($json, '')), static fn (mixed $json): \QqWxPay\Model\FinishedTradeBillSummary => \QqWxPay\Model\FinishedTradeBillSummary::fromArray(Read::map($json, '')));
    }

    /**
     * Asks what became of your open orders, and closes those that are older than `closeAfter`: for those whose notification was
     * lost. Run it each minute with all that are open. Which are due is decided by their age; each row has one report, as soon as
     * there is one, and a row that fails stops no other. What is paid is told as a notification tells it.
     *
     * @param float|null $timeout seconds for each question
     * @return Reports<\QqWxPay\Model\OpenOrderReport>
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function confirmOpenOrders(\QqWxPay\Model\OpenOrders $request, ?float $timeout = null): Reports
    {
        return $this->calls()->reports('confirm_open_orders', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\OpenOrderReport => \QqWxPay\Model\OpenOrderReport::fromArray(Read::map($json, '')));
    }

    /**
     * Asks what became of your open refunds, those of V2 too; else as `confirmOpenOrders`. One that ended abnormally, and whose
     * notification was lost, is money that nobody has.
     *
     * @param float|null $timeout seconds for each question
     * @return Reports<\QqWxPay\Model\OpenRefundReport>
     * @throws \QqWxPay\Exception\QqWxPayException
     */
    public function confirmOpenRefunds(\QqWxPay\Model\OpenRefunds $request, ?float $timeout = null): Reports
    {
        return $this->calls()->reports('confirm_open_refunds', $request, $timeout, static fn (mixed $json): \QqWxPay\Model\OpenRefundReport => \QqWxPay\Model\OpenRefundReport::fromArray(Read::map($json, '')));
    }
}
