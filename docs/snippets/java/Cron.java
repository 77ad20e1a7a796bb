import com.qqwxpay.*;
import java.time.Instant;
import java.util.List;

class Cron {
    public static void main(String[] arguments) {
        OrderReference order = OrderReference.builder().family(OrderFamily.DIRECT).outTradeNo(arguments[0]).build();
        try (QqWxPayClient pay = QqWxPayClient.fromEnv()) {
            ask(pay, List.of(OpenOrder.builder().order(order).total(1999).placedAt(Instant.now().minusSeconds(120)).build()));
        }
    }

    // --8<-- [start:cron]
    /** Once a minute, with every open order of your database. ｜ 每分钟一次，传入数据库中所有未完成的订单。 */
    static void ask(QqWxPayClient pay, List<OpenOrder> orders) {
        OpenOrders open = OpenOrders.builder().orders(orders).closeAfter(7200L).build();
        try (ReportReader<OpenOrderReport> reports = pay.confirmOpenOrders(open)) {
            for (OpenOrderReport report : reports) {
                if (report instanceof OpenOrderReport.Paid paid) {
                    System.out.println("deliver " + paid.getPaid().getOutTradeNo()); // as a notification does ｜ 与处理通知的是同一个函数
                } else if (report instanceof OpenOrderReport.Closed closed) {
                    System.out.println("release " + closed.getOrder().getOutTradeNo());
                } else if (report instanceof OpenOrderReport.Refused refused) {
                    System.err.println(refused.getError().getMessage());
                }
            }
        }
    }
    // --8<-- [end:cron]
}
