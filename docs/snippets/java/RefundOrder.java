import com.qqwxpay.*;

class RefundOrder {
    public static void main(String[] arguments) {
        try (QqWxPayClient pay = QqWxPayClient.fromEnv()) {
            refund(pay, arguments[0], arguments[1]);
        }
    }

    // --8<-- [start:refund]
    static void refund(QqWxPayClient pay, String number, String refundNumber) {
        RefundRequest request = RefundRequest.builder()
                .outTradeNo(number)
                .outRefundNo(refundNumber) // repeat with the same number only ｜ 重试只能用同一个退款单号
                .amount(RefundRequestAmount.builder().refund(500).total(1999).build()) // fen ｜ 分
                .reason("少发一件")
                .build();
        System.out.println(pay.refund(request).join().getStatus()); // PROCESSING: accepted, not ended ｜ PROCESSING：已受理，尚未结束
        // later, or when no notification has come ｜ 稍后，或一直没有收到通知时
        RefundQuery query = RefundQuery.builder().outRefundNo(refundNumber).build();
        System.out.println(pay.queryRefund(query).join().getStatus()); // SUCCESS, PROCESSING, ABNORMAL, CLOSED
    }
    // --8<-- [end:refund]
}
