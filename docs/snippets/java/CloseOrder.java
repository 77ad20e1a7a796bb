import com.qqwxpay.*;

class CloseOrder {
    public static void main(String[] arguments) {
        try (QqWxPayClient pay = QqWxPayClient.fromEnv()) {
            close(pay, arguments[0]);
        }
    }

    // --8<-- [start:close]
    static void close(QqWxPayClient pay, String number) {
        OrderReference order = OrderReference.builder().family(OrderFamily.DIRECT).outTradeNo(number).build();
        OrderStatus status = pay.closeIfUnpaid(order).join();
        switch (status.getState()) {
            case PAID -> System.out.println("paid: deliver"); // somebody was faster ｜ 有人先付了款
            case CLOSED -> System.out.println("closed: the goods are free");
            default -> System.out.println(status.getState() + ": ask again later"); // NOT_PAID, UNKNOWN: getReason() says why ｜ NOT_PAID、UNKNOWN：原因见 getReason()
        }
    }
    // --8<-- [end:close]
}
