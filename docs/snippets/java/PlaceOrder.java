import com.qqwxpay.*;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;

class PlaceOrder {
    public static void main(String[] arguments) {
        try (QqWxPayClient pay = QqWxPayClient.fromEnv()) {
            place(pay, arguments[0]);
        }
    }

    // --8<-- [start:order]
    static void place(QqWxPayClient pay, String number) {
        OrderRequest order = OrderRequest.builder()
                .outTradeNo(number) // chosen by you, once for each order ｜ 由你选定，每笔订单一个
                .description("蓝色马克杯") // up to 127 bytes: 42 Chinese characters ｜ 最多 127 字节，即 42 个汉字
                .amount(OrderAmount.builder().total(1999).build()) // fen, from your own product, never from the client ｜ 分，取自自己的商品，绝不由客户端传来
                .sceneInfo(SceneInfo.builder().payerClientIp("203.0.113.7").build()) // the payer's, as your server sees it ｜ 付款人的地址，由服务器取得
                .timeExpire(Instant.now().plusSeconds(15 * 60)) // nobody can pay later than that ｜ 过了这个时间就不能再付款
                .attach("shop 12") // comes back in queries and notifications ｜ 在查单结果和通知里原样返回
                .build();
        try {
            Placement placement = pay.placeOrder(order, Duration.ofSeconds(10)).join();
            if (placement instanceof Placement.Placed placed) {
                RequestPayment forQq = placed.getRequestPayment(); // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
                System.out.println(forQq.getUrl() + " " + forQq.getReferer());
            } else if (placement instanceof Placement.ToConfirm lost) {
                System.out.println(pay.confirmOrder(lost.getOrder()).join().getState()); // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
            }
        } catch (CompletionException failed) {
            if (!(failed.getCause() instanceof QqWxPayException error)) throw failed;
            System.err.println(error.getCode() + " " + error.getField() + " " + error.getRetry() + " " + error.getRemedy());
            System.exit(1);
        }
    }
    // --8<-- [end:order]
}
