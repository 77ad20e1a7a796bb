package com.qqwxpay.peers;

import com.github.binarywang.wxpay.bean.notify.SignatureHeader;
import com.github.binarywang.wxpay.bean.request.CombineCloseRequest;
import com.github.binarywang.wxpay.bean.request.CombineTransactionsRequest;
import com.github.binarywang.wxpay.bean.request.WxPayApplyTradeBillV3Request;
import com.github.binarywang.wxpay.bean.request.WxPayPartnerOrderQueryV3Request;
import com.github.binarywang.wxpay.bean.request.WxPayPartnerUnifiedOrderV3Request;
import com.github.binarywang.wxpay.bean.request.WxPayRefundV3Request;
import com.github.binarywang.wxpay.bean.request.WxPayUnifiedOrderV3Request;
import com.github.binarywang.wxpay.bean.result.enums.TradeTypeEnum;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;
import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;

/** APIv3 of `weixin-java-pay`, with one way of verifying. */
final class WxJavaPeer {
    private static final int TOTAL = 1999;

    private final WxJava setup;
    private final Sandbox sandbox;
    private final Check check;
    private final boolean byPublicKey;
    private final WxPayService service;
    private Merchant.Arrived notification;
    private String paidNumber;
    private String paidDay;

    WxJavaPeer(WxJava setup, boolean byPublicKey) {
        this.setup = setup;
        this.byPublicKey = byPublicKey;
        sandbox = setup.sandbox;
        check = new Check("weixin-java-pay, " + (byPublicKey ? "public key" : "certificates"));
        var config = setup.config();
        if (byPublicKey) {
            config.setPublicKeyId(sandbox.identity("public_key_id"));
            config.setPublicKeyContent(setup.bytes("public_key"));
        }
        service = setup.service(config);
    }

    boolean judge() {
        check.report("direct order", this::direct);
        check.report("partner order", this::partner);
        check.report("combine order", this::combine);
        check.report("notification", this::notified);
        check.report("query", () -> Check.that(state(paidNumber).equals("SUCCESS"), "not paid"));
        check.report("close", this::closing);
        check.report("refund", this::refund);
        check.report("refund query", this::refundQuery);
        if (byPublicKey) {
            check.none("certificates", "with a public key it fetches none");
        } else {
            check.report("certificates", this::certificates);
        }
        check.report("bills", this::bills);
        check.report("wrong key", this::wrongKey);
        check.report("changed body", this::changedBody);
        if (byPublicKey) {
            check.wrong("unknown serial", "with a public key it does not look at the serial of a reply", this::unknownSerial);
        } else {
            check.report("unknown serial", () -> Check.refused(Exception.class, "", this::unknownSerial));
        }
        check.report("unknown order", () -> refused("ORDER_NOT_EXIST", () -> state(Check.number())));
        check.report("other amount", this::otherAmount);
        return check.passed();
    }

    private void refused(String code, Check.Act act) {
        try {
            act.run();
        } catch (WxPayException failure) {
            Check.that(code.equals(failure.getErrCode()), "refused by " + failure.getErrCode() + ", not " + code);
            return;
        } catch (Exception failure) {
            throw new AssertionError("it failed in another way: " + failure);
        }
        throw new AssertionError("it was accepted");
    }

    private JsonObject body(String number, int total) {
        var text = """
            {"description":"蓝色马克杯 \\"A&B\\" <大>","attach":"店=1&x=\\\\","amount":{"currency":"CNY"},
            "scene_info":{"payer_client_ip":"203.0.113.7","h5_info":{"type":"Wap"}}}""";
        var body = JsonParser.parseString(text).getAsJsonObject();
        body.addProperty("out_trade_no", number);
        body.getAsJsonObject("amount").addProperty("total", total);
        return body;
    }

    private String place(String number, int total) throws Exception {
        var request = new Gson().fromJson(body(number, total), WxPayUnifiedOrderV3Request.class);
        return service.<String>createOrderV3(TradeTypeEnum.H5, request);
    }

    private String state(String number) throws Exception {
        return service.queryOrderV3(null, number).getTradeState();
    }

    private SignatureHeader header(Merchant.Arrived arrived) {
        return SignatureHeader.builder().timeStamp(arrived.header("Wechatpay-Timestamp")).nonce(arrived.header("Wechatpay-Nonce"))
            .signature(arrived.header("Wechatpay-Signature")).serial(arrived.header("Wechatpay-Serial")).build();
    }

    private void direct() throws Exception {
        paidNumber = Check.number();
        var link = place(paidNumber, TOTAL);
        Check.that(state(paidNumber).equals("NOTPAY"), "paid already");
        sandbox.pay(link);
        notification = setup.merchant.next();
    }

    private void partner() throws Exception {
        var number = Check.number();
        var body = body(number, TOTAL);
        body.addProperty("sp_appid", sandbox.identity("wechat_appid"));
        body.addProperty("sp_mchid", sandbox.identity("mchid"));
        body.addProperty("sub_mchid", "1900000002");
        body.addProperty("notify_url", setup.merchant.address());
        var request = new Gson().fromJson(body, WxPayPartnerUnifiedOrderV3Request.class);
        sandbox.pay(service.<String>createPartnerOrderV3(TradeTypeEnum.H5, request));
        var arrived = setup.merchant.next();
        var paid = service.parsePartnerOrderNotifyV3Result(arrived.body(), header(arrived)).getResult();
        Check.that(paid.getOutTradeNo().equals(number) && paid.getAmount().getTotal() == TOTAL, "" + paid);
        var query = new WxPayPartnerOrderQueryV3Request();
        query.setSpMchId(sandbox.identity("mchid"));
        query.setSubMchId("1900000002");
        query.setOutTradeNo(number);
        Check.that(service.queryPartnerOrderV3(query).getTradeState().equals("SUCCESS"), "not paid");
    }

    private JsonObject combined(String number) {
        var text = """
            {"combine_appid":"%1$s","combine_mchid":"%2$s","combine_out_trade_no":"%3$s","notify_url":"%4$s",
            "scene_info":{"payer_client_ip":"203.0.113.7","h5_info":{"type":"Wap"}},"sub_orders":[
            {"mchid":"%2$s","out_trade_no":"%3$s-a","attach":"a","description":"茶","amount":{"total_amount":1000,"currency":"CNY"}},
            {"mchid":"%2$s","out_trade_no":"%3$s-b","attach":"b","description":"杯","amount":{"total_amount":999,"currency":"CNY"}}]}""";
        text = text.formatted(sandbox.identity("wechat_appid"), sandbox.identity("mchid"), number, setup.merchant.address());
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private void combine() throws Exception {
        var number = Check.number();
        var order = new Gson().fromJson(combined(number), CombineTransactionsRequest.class);
        sandbox.pay(service.<String>combineTransactions(TradeTypeEnum.H5, order));
        var arrived = setup.merchant.next();
        var paid = service.parseCombineNotifyResult(arrived.body(), header(arrived)).getResult();
        Check.that(paid.getCombineOutTradeNo().equals(number) && paid.getSubOrders().size() == 2, "" + paid);
        Check.that(service.queryCombine(number).getSubOrders().get(1).getTradeState().equals("SUCCESS"), "not paid");
        var other = Check.number();
        service.combine(TradeTypeEnum.H5, new Gson().fromJson(combined(other), CombineTransactionsRequest.class));
        var close = new Gson().fromJson(combined(other), CombineCloseRequest.class);
        close.setCombineOutTradeNo(other);
        service.closeCombine(close);
        Check.that(service.queryCombine(other).getSubOrders().get(0).getTradeState().equals("CLOSED"), "not closed");
    }

    private void notified() throws Exception {
        var paid = service.parseOrderNotifyV3Result(notification.body(), header(notification)).getResult();
        Check.that(paid.getOutTradeNo().equals(paidNumber) && paid.getTradeState().equals("SUCCESS"), "" + paid);
        Check.that(paid.getAmount().getTotal() == TOTAL && paid.getAttach().equals("店=1&x=\\"), "" + paid);
        Check.that(paid.getTransactionId().equals(service.queryOrderV3(null, paidNumber).getTransactionId()), "other transaction");
        paidDay = paid.getSuccessTime().substring(0, 10);
    }

    private void closing() throws Exception {
        var number = Check.number();
        place(number, TOTAL);
        service.closeOrderV3(number);
        Check.that(state(number).equals("CLOSED"), "it is not closed");
        refused("ORDERPAID", () -> service.closeOrderV3(paidNumber));
        refused("ORDER_NOT_EXIST", () -> service.closeOrderV3(Check.number()));
    }

    private WxPayRefundV3Request refundRequest(int fen) {
        var text = """
            {"out_trade_no":"%s","out_refund_no":"R%s","notify_url":"%s","amount":{"refund":%d,"total":1999,"currency":"CNY"}}""";
        return new Gson().fromJson(text.formatted(paidNumber, paidNumber, setup.merchant.address(), fen), WxPayRefundV3Request.class);
    }

    private void refund() throws Exception {
        Check.that(service.refundV3(refundRequest(500)).getStatus().equals("PROCESSING"), "not accepted");
        sandbox.settle("R" + paidNumber);
        var arrived = setup.merchant.next();
        var notice = service.parseRefundNotifyV3Result(arrived.body(), header(arrived)).getResult();
        Check.that(notice.getRefundStatus().equals("SUCCESS") && notice.getAmount().getRefund() == 500, "" + notice);
    }

    private void refundQuery() throws Exception {
        var found = service.refundQueryV3("R" + paidNumber);
        Check.that(found.getStatus().equals("SUCCESS") && found.getOutTradeNo().equals(paidNumber), "" + found);
        refused("RESOURCE_NOT_EXISTS", () -> service.refundQueryV3(Check.number()));
    }

    /** It has fetched and decrypted them before the first order. */
    private void certificates() {
        var serial = service.getConfig().getVerifier().getValidCertificate().getSerialNumber().toString(16);
        Check.that(serial.equalsIgnoreCase(sandbox.identity("platform_serial")), serial);
    }

    private void bills() throws Exception {
        sandbox.switches("{\"bills_at_once\":true}");
        for (var packed : new String[] {null, "GZIP"}) {
            var request = new WxPayApplyTradeBillV3Request();
            request.setBillDate(paidDay);
            request.setBillType("ALL");
            request.setTarType(packed);
            var link = service.applyTradeBill(request);
            var stream = service.downloadBill(setup.signedAddress(link.getDownloadUrl()));
            var file = (packed == null ? stream : new GZIPInputStream(stream)).readAllBytes();
            Check.that(new String(file, StandardCharsets.UTF_8).contains("`" + paidNumber), "the order is missing");
            var digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(file));
            Check.that(digest.equals(link.getHashValue()), "the digest does not fit");
        }
    }

    private void wrongKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var der = Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        var config = setup.config();
        config.setPublicKeyId(sandbox.identity("public_key_id"));
        config.setPublicKeyContent(setup.bytes("public_key"));
        // With the PKCS#12 it would take the key from there.
        config.setKeyContent(null);
        config.setPrivateKeyContent(("-----BEGIN PRIVATE KEY-----\n" + der + "\n-----END PRIVATE KEY-----\n").getBytes());
        refused("SIGN_ERROR", () -> setup.service(config).queryOrderV3(null, paidNumber));
    }

    private void changedBody() throws Exception {
        var body = notification.body();
        var again = JsonParser.parseString(body).toString();
        for (var changed : new String[] {body + " ", body.replace("SUCCESS", "SUCCES5"), again}) {
            Check.refused(WxPayException.class, "", () -> service.parseOrderNotifyV3Result(changed, header(notification)));
        }
        service.parseOrderNotifyV3Result(body, header(notification));
        sandbox.fault("query", "wrong_signature");
        Check.refused(Exception.class, "", () -> state(paidNumber));
        sandbox.fault("query", "probe_signature");
        Check.refused(Exception.class, "", () -> state(paidNumber));
        state(paidNumber);
    }

    private void unknownSerial() throws Exception {
        sandbox.fault("query", "unknown_serial");
        state(paidNumber);
    }

    private void otherAmount() throws Exception {
        var number = Check.number();
        place(number, TOTAL);
        place(number, TOTAL);
        refused("INVALID_REQUEST", () -> place(number, TOTAL + 1));
        refused("INVALID_REQUEST", () -> service.refundV3(refundRequest(501)));
    }
}
