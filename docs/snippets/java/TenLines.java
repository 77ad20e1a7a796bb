import com.qqwxpay.*;

class TenLines {
    public static void main(String[] arguments) {
        try (QqWxPayClient pay = QqWxPayClient.fromEnv()) {
            OrderRequest order = OrderRequest.builder()
                    .outTradeNo("T20261123000001")
                    .description("Blue mug")
                    .amount(OrderAmount.builder().total(1999).build()) // fen: 19.99 yuan ｜ 分，即 19.99 元
                    .sceneInfo(SceneInfo.builder().payerClientIp("203.0.113.7").build())
                    .build();
            Placement placement = pay.placeOrder(order).join();
            if (placement instanceof Placement.Placed placed) {
                RequestPayment forQq = placed.getRequestPayment(); // for qq.requestWxPayment ｜ 交给 qq.requestWxPayment
                System.out.println(forQq.getUrl() + " " + forQq.getReferer());
            } else if (placement instanceof Placement.ToConfirm lost) {
                System.out.println(pay.confirmOrder(lost.getOrder()).join()); // the reply was lost: ask, never take another number ｜ 应答丢失：去查单，绝不换单号
            }
        }
    }
}
