package com.qqwxpay.peers;

import com.github.binarywang.wxpay.bean.request.WxPayDownloadBillRequest;
import com.github.binarywang.wxpay.bean.request.WxPayRefundRequest;
import com.github.binarywang.wxpay.bean.request.WxPayUnifiedOrderRequest;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;

/** V2 of `weixin-java-pay`, with one sign type. Its refunds go through mutual TLS. */
final class WxJavaV2Peer {
    private static final int TOTAL = 1999;

    private final WxJava setup;
    private final Sandbox sandbox;
    private final String signType;
    private final Check check;
    private final WxPayService service;
    private Merchant.Arrived notification;
    private String paidNumber;
    private String paidDay;

    WxJavaV2Peer(WxJava setup, String signType) {
        this.setup = setup;
        this.signType = signType;
        sandbox = setup.sandbox;
        check = new Check("weixin-java-pay, V2 " + signType);
        service = service(sandbox.identity("api_v2_key"));
    }

    private WxPayService service(String key) {
        var config = setup.config();
        config.setSignType(signType);
        config.setMchKey(key);
        return setup.service(config);
    }

    boolean judge() {
        check.report("V2 order", this::order);
        check.report("notification", this::notified);
        check.report("query", () -> Check.that(state(paidNumber).equals("SUCCESS"), "not paid"));
        check.report("close", this::closing);
        check.report("refund", this::refund);
        check.report("refund query", this::refundQuery);
        check.report("bills", this::bills);
        check.report("wrong key", this::wrongKey);
        check.report("changed body", this::changedBody);
        check.report("unknown order", () -> refused("ORDERNOTEXIST", () -> state(Check.number())));
        check.report("other amount", this::otherAmount);
        return check.passed();
    }

    private void refused(String code, Check.Act act) {
        try {
            act.run();
        } catch (WxPayException failure) {
            Check.that(code.equals(failure.getErrCode()), "refused by " + failure.getErrCode() + " " + failure.getReturnMsg());
            return;
        } catch (Exception failure) {
            throw new AssertionError("it failed in another way: " + failure);
        }
        throw new AssertionError("it was accepted");
    }

    private String place(WxPayService service, String number, int total) throws Exception {
        var request = new WxPayUnifiedOrderRequest();
        request.setBody("蓝色马克杯 \"A&B\" <大>");
        request.setAttach("店=1&x=\\");
        request.setOutTradeNo(number);
        request.setTotalFee(total);
        request.setSpbillCreateIp("203.0.113.7");
        request.setTradeType("MWEB");
        request.setSceneInfo("{\"h5_info\":{\"type\":\"Wap\",\"wap_url\":\"https://pay.example.com\",\"wap_name\":\"店\"}}");
        return service.unifiedOrder(request).getMwebUrl();
    }

    private String state(String number) throws Exception {
        return service.queryOrder(null, number).getTradeState();
    }

    private void order() throws Exception {
        paidNumber = Check.number();
        var link = place(service, paidNumber, TOTAL);
        Check.that(state(paidNumber).equals("NOTPAY"), "paid already");
        sandbox.pay(link);
        notification = setup.merchant.next();
    }

    private void notified() throws Exception {
        var paid = service.parseOrderNotifyResult(notification.body());
        Check.that(paid.getOutTradeNo().equals(paidNumber) && paid.getTotalFee() == TOTAL, "" + paid);
        Check.that(paid.getAttach().equals("店=1&x=\\"), "" + paid);
        paidDay = paid.getTimeEnd().substring(0, 8);
    }

    private void closing() throws Exception {
        var number = Check.number();
        place(service, number, TOTAL);
        service.closeOrder(number);
        Check.that(state(number).equals("CLOSED"), "it is not closed");
        refused("ORDERPAID", () -> service.closeOrder(paidNumber));
        refused("ORDERCLOSED", () -> service.closeOrder(number));
    }

    private WxPayRefundRequest refundRequest(String order, int fen) {
        return WxPayRefundRequest.newBuilder().outTradeNo(order).outRefundNo("R" + order).refundFee(fen).totalFee(TOTAL)
            .notifyUrl(setup.merchant.address()).build();
    }

    private void refund() throws Exception {
        var made = service.refund(refundRequest(paidNumber, 500));
        Check.that(made.getRefundFee() == 500 && made.getOutRefundNo().equals("R" + paidNumber), "" + made);
        sandbox.settle("R" + paidNumber);
        var notice = service.parseRefundNotifyResult(setup.merchant.next().body()).getReqInfo();
        Check.that(notice.getRefundStatus().equals("SUCCESS") && notice.getOutTradeNo().equals(paidNumber), "" + notice);
        var unpaid = Check.number();
        place(service, unpaid, TOTAL);
        refused("ORDERNOTEXIST", () -> service.refund(refundRequest(unpaid, 1)));
    }

    private void refundQuery() throws Exception {
        var found = service.refundQuery(null, null, "R" + paidNumber, null);
        Check.that(found.getRefundRecords().size() == 1, "" + found);
        var record = found.getRefundRecords().get(0);
        Check.that(record.getRefundStatus().equals("SUCCESS") && record.getRefundFee() == 500, "" + record);
    }

    private void bills() throws Exception {
        sandbox.switches("{\"bills_at_once\":true}");
        for (var packed : new String[] {null, "GZIP"}) {
            var request = new WxPayDownloadBillRequest();
            request.setBillDate(paidDay);
            request.setBillType("ALL");
            request.setTarType(packed);
            Check.that(service.downloadRawBill(request).contains("`" + paidNumber), "the order is missing");
        }
    }

    private void wrongKey() {
        try {
            place(service("0123456789abcdef0123456789abcdef"), Check.number(), TOTAL);
        } catch (Exception failure) {
            Check.that(String.valueOf(failure.getMessage()).contains("签名错误"), "refused in another way: " + failure);
            return;
        }
        throw new AssertionError("it was accepted");
    }

    private void changedBody() throws Exception {
        var body = notification.body();
        for (var changed : new String[] {body.replace(">1999<", ">1<").replace("[1999]", "[1]"), body.replace(paidNumber, Check.number())}) {
            Check.that(!changed.equals(body), "nothing was changed");
            Check.refused(WxPayException.class, "", () -> service.parseOrderNotifyResult(changed));
        }
        service.parseOrderNotifyResult(body);
        sandbox.fault("query", "wrong_signature");
        Check.refused(WxPayException.class, "", () -> state(paidNumber));
    }

    private void otherAmount() throws Exception {
        var number = Check.number();
        place(service, number, TOTAL);
        refused("INVALID_REQUEST", () -> place(service, number, TOTAL + 1));
        refused("REFUND_FEE_MISMATCH", () -> service.refund(refundRequest(paidNumber, 501)));
    }
}
