<?php

// Written by `cargo xtask generate` from the models in Rust. Do not edit.

declare(strict_types=1);

namespace QqWxPay\Generated;

use QqWxPay\Internal\Calls;
use QqWxPay\Internal\Read;
use QqWxPay\Prepared;
use QqWxPay\PreparedBill;

/**
 * Signed requests for an HTTP client of your own, and the readers of their replies. To repeat, prepare again: a nonce is used once.
 */
final class Preparations
{
    /** @internal */
    public function __construct(private readonly Calls $calls)
    {
    }

    /**
     * Prepares `placeOrder`: the request to send, and the reader of its reply.
     *
     * @param string|null $accessToken QQ's, for orders through its proxy
     * @return Prepared<\QqWxPay\Model\PlacedOrder>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function placeOrder(\QqWxPay\Model\OrderRequest $request, #[\SensitiveParameter] ?string $accessToken = null): Prepared
    {
        return $this->calls->prepare('place_order', $request, $accessToken, static fn (mixed $json): \QqWxPay\Model\PlacedOrder => \QqWxPay\Model\PlacedOrder::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `placePartnerOrder`: the request to send, and the reader of its reply.
     *
     * @param string|null $accessToken QQ's, for orders through its proxy
     * @return Prepared<\QqWxPay\Model\PlacedOrder>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function placePartnerOrder(\QqWxPay\Model\PartnerOrderRequest $request, #[\SensitiveParameter] ?string $accessToken = null): Prepared
    {
        return $this->calls->prepare('place_partner_order', $request, $accessToken, static fn (mixed $json): \QqWxPay\Model\PlacedOrder => \QqWxPay\Model\PlacedOrder::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `placeCombineOrder`: the request to send, and the reader of its reply.
     *
     * @param string|null $accessToken QQ's, for orders through its proxy
     * @return Prepared<\QqWxPay\Model\PlacedOrder>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function placeCombineOrder(\QqWxPay\Model\CombineOrderRequest $request, #[\SensitiveParameter] ?string $accessToken = null): Prepared
    {
        return $this->calls->prepare('place_combine_order', $request, $accessToken, static fn (mixed $json): \QqWxPay\Model\PlacedOrder => \QqWxPay\Model\PlacedOrder::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `placeV2Order`: the request to send, and the reader of its reply.
     *
     * @param string|null $accessToken QQ's, for orders through its proxy
     * @return Prepared<\QqWxPay\Model\PlacedOrder>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function placeV2Order(\QqWxPay\Model\V2OrderRequest $request, #[\SensitiveParameter] ?string $accessToken = null): Prepared
    {
        return $this->calls->prepare('place_v2_order', $request, $accessToken, static fn (mixed $json): \QqWxPay\Model\PlacedOrder => \QqWxPay\Model\PlacedOrder::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `queryOrder`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\Transaction>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function queryOrder(\QqWxPay\Model\OrderId $request): Prepared
    {
        return $this->calls->prepare('query_order', $request, null, static fn (mixed $json): \QqWxPay\Model\Transaction => \QqWxPay\Model\Transaction::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `queryPartnerOrder`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\PartnerTransaction>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function queryPartnerOrder(\QqWxPay\Model\PartnerOrderQuery $request): Prepared
    {
        return $this->calls->prepare('query_partner_order', $request, null, static fn (mixed $json): \QqWxPay\Model\PartnerTransaction => \QqWxPay\Model\PartnerTransaction::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `queryCombineOrder`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\CombineTransaction>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function queryCombineOrder(\QqWxPay\Model\CombineOrderQuery $request): Prepared
    {
        return $this->calls->prepare('query_combine_order', $request, null, static fn (mixed $json): \QqWxPay\Model\CombineTransaction => \QqWxPay\Model\CombineTransaction::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `queryV2Order`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\V2Transaction>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function queryV2Order(\QqWxPay\Model\V2OrderQuery $request): Prepared
    {
        return $this->calls->prepare('query_v2_order', $request, null, static fn (mixed $json): \QqWxPay\Model\V2Transaction => \QqWxPay\Model\V2Transaction::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `closeOrder`: the request to send, and the reader of its reply.
     *
     * @return Prepared<null>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function closeOrder(\QqWxPay\Model\CloseOrderRequest $request): Prepared
    {
        return $this->calls->prepare('close_order', $request, null, static fn (mixed $json): mixed => null);
    }

    /**
     * Prepares `closePartnerOrder`: the request to send, and the reader of its reply.
     *
     * @return Prepared<null>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function closePartnerOrder(\QqWxPay\Model\ClosePartnerOrderRequest $request): Prepared
    {
        return $this->calls->prepare('close_partner_order', $request, null, static fn (mixed $json): mixed => null);
    }

    /**
     * Prepares `closeCombineOrder`: the request to send, and the reader of its reply.
     *
     * @return Prepared<null>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function closeCombineOrder(\QqWxPay\Model\CloseCombineOrderRequest $request): Prepared
    {
        return $this->calls->prepare('close_combine_order', $request, null, static fn (mixed $json): mixed => null);
    }

    /**
     * Prepares `closeV2Order`: the request to send, and the reader of its reply.
     *
     * @return Prepared<null>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function closeV2Order(\QqWxPay\Model\CloseV2OrderRequest $request): Prepared
    {
        return $this->calls->prepare('close_v2_order', $request, null, static fn (mixed $json): mixed => null);
    }

    /**
     * Prepares `refund`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\Refund>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function refund(\QqWxPay\Model\RefundRequest $request): Prepared
    {
        return $this->calls->prepare('refund', $request, null, static fn (mixed $json): \QqWxPay\Model\Refund => \QqWxPay\Model\Refund::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `queryRefund`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\Refund>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function queryRefund(\QqWxPay\Model\RefundQuery $request): Prepared
    {
        return $this->calls->prepare('query_refund', $request, null, static fn (mixed $json): \QqWxPay\Model\Refund => \QqWxPay\Model\Refund::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `abnormalRefund`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\Refund>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function abnormalRefund(\QqWxPay\Model\AbnormalRefundRequest $request): Prepared
    {
        return $this->calls->prepare('abnormal_refund', $request, null, static fn (mixed $json): \QqWxPay\Model\Refund => \QqWxPay\Model\Refund::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `v2_refund`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\V2RefundAccepted>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function v2Refund(\QqWxPay\Model\V2RefundRequest $request): Prepared
    {
        return $this->calls->prepare('v2_refund', $request, null, static fn (mixed $json): \QqWxPay\Model\V2RefundAccepted => \QqWxPay\Model\V2RefundAccepted::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `queryV2Refund`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\V2Refunds>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function queryV2Refund(\QqWxPay\Model\V2RefundQuery $request): Prepared
    {
        return $this->calls->prepare('query_v2_refund', $request, null, static fn (mixed $json): \QqWxPay\Model\V2Refunds => \QqWxPay\Model\V2Refunds::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `unfreezeFunds`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\ProfitSharing>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function unfreezeFunds(\QqWxPay\Model\UnfreezeRequest $request): Prepared
    {
        return $this->calls->prepare('unfreeze_funds', $request, null, static fn (mixed $json): \QqWxPay\Model\ProfitSharing => \QqWxPay\Model\ProfitSharing::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `queryProfitSharing`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\ProfitSharing>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function queryProfitSharing(\QqWxPay\Model\ProfitSharingQuery $request): Prepared
    {
        return $this->calls->prepare('query_profit_sharing', $request, null, static fn (mixed $json): \QqWxPay\Model\ProfitSharing => \QqWxPay\Model\ProfitSharing::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `request`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\ApiReply>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function request(\QqWxPay\Model\ApiRequest $request): Prepared
    {
        return $this->calls->prepare('request', $request, null, static fn (mixed $json): \QqWxPay\Model\ApiReply => \QqWxPay\Model\ApiReply::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `accessToken`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\FetchedToken>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function accessToken(): Prepared
    {
        return $this->calls->prepare('access_token', null, null, static fn (mixed $json): \QqWxPay\Model\FetchedToken => \QqWxPay\Model\FetchedToken::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `refreshCertificates`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\PlatformCertificates>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function refreshCertificates(): Prepared
    {
        return $this->calls->prepare('refresh_certificates', null, null, static fn (mixed $json): \QqWxPay\Model\PlatformCertificates => \QqWxPay\Model\PlatformCertificates::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `selfTest`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\SelfTestReport>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function selfTest(\QqWxPay\Model\SelfTest $request): Prepared
    {
        return $this->calls->prepare('self_test', $request, null, static fn (mixed $json): \QqWxPay\Model\SelfTestReport => \QqWxPay\Model\SelfTestReport::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `tradeBill`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\BillLink>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function tradeBill(\QqWxPay\Model\TradeBillRequest $request): Prepared
    {
        return $this->calls->prepare('trade_bill', $request, null, static fn (mixed $json): \QqWxPay\Model\BillLink => \QqWxPay\Model\BillLink::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `fundFlowBill`: the request to send, and the reader of its reply.
     *
     * @return Prepared<\QqWxPay\Model\BillLink>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function fundFlowBill(\QqWxPay\Model\FundFlowBillRequest $request): Prepared
    {
        return $this->calls->prepare('fund_flow_bill', $request, null, static fn (mixed $json): \QqWxPay\Model\BillLink => \QqWxPay\Model\BillLink::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares the download of the file that a prepared `tradeBill` named. A link dies within seconds.
     *
     * @return PreparedBill<\QqWxPay\Model\TradeBillRow, \QqWxPay\Model\FinishedTradeBillSummary>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function tradeBillFile(\QqWxPay\Model\BillLink $request): PreparedBill
    {
        return $this->calls->prepareBill('trade_bill_file', $request, static fn (mixed $json): \QqWxPay\Model\TradeBillRow => \QqWxPay\Model\TradeBillRow::fromArray(Read::map($json, '')), static fn (mixed $json): \QqWxPay\Model\FinishedTradeBillSummary => \QqWxPay\Model\FinishedTradeBillSummary::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares the download of the file that a prepared `fundFlowBill` named. A link dies within seconds.
     *
     * @return PreparedBill<\QqWxPay\Model\FundFlowRow, \QqWxPay\Model\FinishedFundFlowSummary>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function fundFlowBillFile(\QqWxPay\Model\BillLink $request): PreparedBill
    {
        return $this->calls->prepareBill('fund_flow_bill_file', $request, static fn (mixed $json): \QqWxPay\Model\FundFlowRow => \QqWxPay\Model\FundFlowRow::fromArray(Read::map($json, '')), static fn (mixed $json): \QqWxPay\Model\FinishedFundFlowSummary => \QqWxPay\Model\FinishedFundFlowSummary::fromArray(Read::map($json, '')));
    }

    /**
     * Prepares `v2TradeBill`: the request to send, and the reader of its file.
     *
     * @return PreparedBill<\QqWxPay\Model\TradeBillRow, \QqWxPay\Model\FinishedTradeBillSummary>
     * @throws \QqWxPay\Exception\QqWxPayException naming the field
     */
    public function v2TradeBill(\QqWxPay\Model\V2TradeBillRequest $request): PreparedBill
    {
        return $this->calls->prepareBill('v2_trade_bill', $request, static fn (mixed $json): \QqWxPay\Model\TradeBillRow => \QqWxPay\Model\TradeBillRow::fromArray(Read::map($json, '')), static fn (mixed $json): \QqWxPay\Model\FinishedTradeBillSummary => \QqWxPay\Model\FinishedTradeBillSummary::fromArray(Read::map($json, '')));
    }
}
