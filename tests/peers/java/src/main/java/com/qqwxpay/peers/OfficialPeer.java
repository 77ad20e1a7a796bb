package com.qqwxpay.peers;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.wechat.pay.java.core.AbstractRSAConfig;
import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAAutoCertificateConfig;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.core.util.GsonUtil;
import com.wechat.pay.java.service.billdownload.BillDownloadServiceExtension;
import com.wechat.pay.java.service.billdownload.model.GetTradeBillRequest;
import com.wechat.pay.java.service.billdownload.model.TarType;
import com.wechat.pay.java.service.certificate.CertificateService;
import com.wechat.pay.java.service.partnerpayments.h5.model.Transaction.TradeStateEnum;
import com.wechat.pay.java.service.payments.h5.H5Service;
import com.wechat.pay.java.service.payments.h5.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.h5.model.PrepayRequest;
import com.wechat.pay.java.service.payments.h5.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.RefundNotification;
import com.wechat.pay.java.service.refund.model.Status;
import java.security.KeyPairGenerator;
import java.util.Base64;
import okhttp3.OkHttpClient;

/** WeChat Pay's own SDK, `wechatpay-java`, with one way of verifying. It verifies every signed reply itself. */
final class OfficialPeer {
    private static final long TOTAL = 1999;

    private final Sandbox sandbox;
    private final Merchant merchant;
    private final OkHttpClient way;
    private final boolean byPublicKey;
    private final Check check;
    private final Config config;
    private final HttpClient http;
    private final NotificationParser parser;
    private Merchant.Arrived notification;
    private String paidNumber;
    private String paidDay;

    OfficialPeer(Sandbox sandbox, Merchant merchant, OkHttpClient way, boolean byPublicKey) throws Exception {
        this.sandbox = sandbox;
        this.merchant = merchant;
        this.way = way;
        this.byPublicKey = byPublicKey;
        check = new Check("wechatpay-java, " + (byPublicKey ? "public key" : "certificates"));
        config = config(sandbox.identity("merchant_private_key"));
        http = new DefaultHttpClientBuilder().config(config).okHttpClient(way).enableRetryMultiDomain().build();
        parser = new NotificationParser((NotificationConfig) config);
    }

    private Config config(String privateKey) {
        var number = sandbox.identity("mchid");
        var serial = sandbox.identity("merchant_serial");
        var key = sandbox.identity("api_v3_key");
        if (byPublicKey) {
            return new RSAPublicKeyConfig.Builder().merchantId(number).privateKey(privateKey).merchantSerialNumber(serial)
                .publicKey(sandbox.identity("public_key")).publicKeyId(sandbox.identity("public_key_id")).apiV3Key(key).build();
        }
        // It fetches the platform certificates, and again every hour.
        return new RSAAutoCertificateConfig.Builder().merchantId(number).privateKey(privateKey).merchantSerialNumber(serial)
            .apiV3Key(key).httpClientBuilder(new DefaultHttpClientBuilder().okHttpClient(way)).build();
    }

    boolean judge() {
        check.report("direct order", this::direct);
        check.report("partner order", this::partner);
        check.none("combine order", "the package has no combine orders");
        check.none("V2 order", "the package has no V2");
        check.report("notification", this::notified);
        check.report("query", () -> Check.that(query(paidNumber).getTradeState() == Transaction.TradeStateEnum.SUCCESS, "not paid"));
        check.report("close", this::closing);
        check.report("refund", this::refund);
        check.report("refund query", this::refundQuery);
        check.report("certificates", this::certificates);
        check.report("bills", this::bills);
        check.report("wrong key", this::wrongKey);
        check.report("changed body", this::changedBody);
        check.report("unknown order", this::unknown);
        check.report("other amount", this::otherAmount);
        check.report("second host after a lost reply", this::secondHost);
        return check.passed();
    }

    private H5Service orders(HttpClient client) {
        return new H5Service.Builder().httpClient(client).build();
    }

    private JsonObject body(String number, long total) {
        var text = """
            {"description":"蓝色马克杯 \\"A&B\\" <大>","attach":"店=1&x=\\\\","amount":{"currency":"CNY"},
            "scene_info":{"payer_client_ip":"203.0.113.7","h5_info":{"type":"Wap"}}}""";
        var body = JsonParser.parseString(text).getAsJsonObject();
        body.addProperty("out_trade_no", number);
        body.addProperty("notify_url", merchant.address());
        body.getAsJsonObject("amount").addProperty("total", total);
        return body;
    }

    private String place(String number, long total) {
        var request = body(number, total);
        request.addProperty("appid", sandbox.identity("wechat_appid"));
        request.addProperty("mchid", sandbox.identity("mchid"));
        return orders(http).prepay(GsonUtil.getGson().fromJson(request, PrepayRequest.class)).getH5Url();
    }

    private Transaction query(String number) {
        var request = new QueryOrderByOutTradeNoRequest();
        request.setMchid(sandbox.identity("mchid"));
        request.setOutTradeNo(number);
        return orders(http).queryOrderByOutTradeNo(request);
    }

    private void direct() throws Exception {
        paidNumber = Check.number();
        var link = place(paidNumber, TOTAL);
        var unpaid = query(paidNumber);
        Check.that(unpaid.getTradeState() == Transaction.TradeStateEnum.NOTPAY && unpaid.getTransactionId() == null, "" + unpaid);
        sandbox.pay(link);
        notification = merchant.next();
    }

    private void partner() throws Exception {
        var service = new com.wechat.pay.java.service.partnerpayments.h5.H5Service.Builder().httpClient(http).build();
        var number = Check.number();
        var body = body(number, TOTAL);
        body.addProperty("sp_appid", sandbox.identity("wechat_appid"));
        body.addProperty("sp_mchid", sandbox.identity("mchid"));
        body.addProperty("sub_mchid", "1900000002");
        var prepay = com.wechat.pay.java.service.partnerpayments.h5.model.PrepayRequest.class;
        sandbox.pay(service.prepay(GsonUtil.getGson().fromJson(body, prepay)).getH5Url());
        var kind = com.wechat.pay.java.service.partnerpayments.h5.model.Transaction.class;
        var notified = parser.parse(parameters(merchant.next()), kind);
        Check.that(notified.getSubMchid().equals("1900000002") && notified.getOutTradeNo().equals(number), "" + notified);
        var request = new com.wechat.pay.java.service.partnerpayments.h5.model.QueryOrderByOutTradeNoRequest();
        request.setSpMchid(sandbox.identity("mchid"));
        request.setSubMchid("1900000002");
        request.setOutTradeNo(number);
        var found = service.queryOrderByOutTradeNo(request);
        Check.that(found.getTradeState() == TradeStateEnum.SUCCESS && found.getAmount().getTotal() == TOTAL, "" + found);
    }

    private RequestParam parameters(Merchant.Arrived arrived) {
        return parameters(arrived, arrived.body());
    }

    private RequestParam parameters(Merchant.Arrived arrived, String body) {
        return new RequestParam.Builder().serialNumber(arrived.header("Wechatpay-Serial"))
            .nonce(arrived.header("Wechatpay-Nonce")).signature(arrived.header("Wechatpay-Signature"))
            .timestamp(arrived.header("Wechatpay-Timestamp")).signType(arrived.header("Wechatpay-Signature-Type"))
            .body(body).build();
    }

    private void notified() {
        var paid = parser.parse(parameters(notification), Transaction.class);
        Check.that(paid.getTradeState() == Transaction.TradeStateEnum.SUCCESS && paid.getOutTradeNo().equals(paidNumber), "" + paid);
        Check.that(paid.getAmount().getTotal() == TOTAL && paid.getAttach().equals("店=1&x=\\"), "" + paid);
        Check.that(paid.getTransactionId().equals(query(paidNumber).getTransactionId()), "query and notification differ");
        paidDay = paid.getSuccessTime().substring(0, 10);
    }

    private void close(String number) {
        var request = new CloseOrderRequest();
        request.setMchid(sandbox.identity("mchid"));
        request.setOutTradeNo(number);
        orders(http).closeOrder(request);
    }

    private void closing() {
        var number = Check.number();
        place(number, TOTAL);
        close(number);
        Check.that(query(number).getTradeState() == Transaction.TradeStateEnum.CLOSED, "it is not closed");
        Check.refused(ServiceException.class, "ORDERPAID", () -> close(paidNumber));
    }

    private CreateRequest refundRequest(String number, String order, long fen) {
        var request = new JsonObject();
        request.addProperty("out_trade_no", order);
        request.addProperty("out_refund_no", number);
        request.addProperty("notify_url", merchant.address());
        var amount = new JsonObject();
        amount.addProperty("refund", fen);
        amount.addProperty("total", TOTAL);
        amount.addProperty("currency", "CNY");
        request.add("amount", amount);
        return GsonUtil.getGson().fromJson(request, CreateRequest.class);
    }

    private RefundService refunds() {
        return new RefundService.Builder().httpClient(http).build();
    }

    private void refund() throws Exception {
        var made = refunds().create(refundRequest("R" + paidNumber, paidNumber, 500));
        Check.that(made.getStatus() == Status.PROCESSING && made.getAmount().getRefund() == 500, "" + made);
        sandbox.settle("R" + paidNumber);
        var notice = parser.parse(parameters(merchant.next()), RefundNotification.class);
        Check.that(notice.getRefundStatus() == Status.SUCCESS && notice.getOutRefundNo().equals("R" + paidNumber), "" + notice);
        var unpaid = Check.number();
        place(unpaid, TOTAL);
        Check.refused(ServiceException.class, "RESOURCE_NOT_EXISTS", () -> refunds().create(refundRequest("U", unpaid, 1)));
    }

    private void refundQuery() {
        var request = new QueryByOutRefundNoRequest();
        request.setOutRefundNo("R" + paidNumber);
        var found = refunds().queryByOutRefundNo(request);
        Check.that(found.getStatus() == Status.SUCCESS && found.getOutTradeNo().equals(paidNumber), "" + found);
        request.setOutRefundNo(Check.number());
        Check.refused(ServiceException.class, "RESOURCE_NOT_EXISTS", () -> refunds().queryByOutRefundNo(request));
    }

    private void certificates() {
        var service = new CertificateService.Builder().httpClient(http).build();
        var found = service.downloadCertificate(sandbox.identity("api_v3_key").getBytes());
        var serial = found.get(0).getSerialNumber().toString(16);
        Check.that(found.size() == 1 && serial.equalsIgnoreCase(sandbox.identity("platform_serial")), serial);
    }

    private void bills() throws Exception {
        sandbox.switches("{\"bills_at_once\":true}");
        for (var packed : new TarType[] {null, TarType.GZIP}) {
            var request = new GetTradeBillRequest();
            request.setBillDate(paidDay);
            request.setTarType(packed);
            var bill = new BillDownloadServiceExtension.Builder().httpClient(http)
                .decryptor(config.createDecryptor()).build().getTradeBill(request);
            var text = new String(bill.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            Check.that(text.contains("`" + paidNumber), "the order is missing");
            Check.that(bill.verifyHash(), "the digest does not fit");
        }
    }

    private void wrongKey() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var der = Base64.getMimeEncoder().encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        var other = "-----BEGIN PRIVATE KEY-----\n" + der + "\n-----END PRIVATE KEY-----";
        // In certificate mode a wrong key would not even get the certificates: only the credential is another one.
        var credential = ((AbstractRSAConfig) new RSAPublicKeyConfig.Builder().merchantId(sandbox.identity("mchid"))
            .privateKey(other).merchantSerialNumber(sandbox.identity("merchant_serial")).apiV3Key(sandbox.identity("api_v3_key"))
            .publicKey(sandbox.identity("public_key")).publicKeyId(sandbox.identity("public_key_id")).build()).createCredential();
        var client = new DefaultHttpClientBuilder().credential(credential).validator(config.createValidator()).okHttpClient(way).build();
        var request = new QueryOrderByOutTradeNoRequest();
        request.setMchid(sandbox.identity("mchid"));
        request.setOutTradeNo(paidNumber);
        Check.refused(ServiceException.class, "SIGN_ERROR", () -> orders(client).queryOrderByOutTradeNo(request));
    }

    private void changedBody() throws Exception {
        var body = notification.body();
        var again = JsonParser.parseString(body).toString();
        for (var changed : new String[] {body + " ", body.replace("SUCCESS", "SUCCES5"), again}) {
            Check.refused(ValidationException.class, "", () -> parser.parse(parameters(notification, changed), Transaction.class));
        }
        parser.parse(parameters(notification), Transaction.class);
        for (var kind : new String[] {"wrong_signature", "unknown_serial"}) {
            sandbox.fault("query", kind);
            Check.refused(ValidationException.class, "", () -> query(paidNumber));
        }
        sandbox.fault("query", "stale_timestamp");
        Check.refused(IllegalArgumentException.class, "expires", () -> query(paidNumber));
        // A probe is no Base64: it is refused by whatever reads that.
        sandbox.fault("query", "probe_signature");
        Check.refused(IllegalArgumentException.class, "", () -> query(paidNumber));
        query(paidNumber);
    }

    private void unknown() {
        Check.refused(ServiceException.class, "ORDER_NOT_EXIST", () -> query(Check.number()));
        Check.refused(ServiceException.class, "ORDER_NOT_EXIST", () -> close(Check.number()));
    }

    private void otherAmount() {
        var number = Check.number();
        place(number, TOTAL);
        place(number, TOTAL);
        Check.refused(ServiceException.class, "INVALID_REQUEST", () -> place(number, TOTAL + 1));
        Check.refused(ServiceException.class, "INVALID_REQUEST", () -> refunds().create(refundRequest("R" + paidNumber, paidNumber, 501)));
    }

    /** The identical signed request goes to the second host when the first one's answer is lost. */
    private void secondHost() throws Exception {
        var number = Check.number();
        sandbox.fault("order", "drop_after");
        Check.that(place(number, TOTAL) != null, "no link");
        Check.that(query(number).getTradeState() == Transaction.TradeStateEnum.NOTPAY, "no order");
    }
}
