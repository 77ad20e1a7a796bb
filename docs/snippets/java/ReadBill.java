import com.qqwxpay.*;

class ReadBill {
    public static void main(String[] arguments) {
        try (QqWxPayClient pay = QqWxPayClient.fromEnv()) {
            read(pay, arguments[0]);
        }
    }

    // --8<-- [start:bill]
    static void read(QqWxPayClient pay, String day) { // "2026-11-24", from 10:00 of the next day on ｜ 次日 10 点后可取
        TradeBillRequest request = TradeBillRequest.builder().billDate(day).gzip(true).build();
        try (BillReader<TradeBillRow, FinishedTradeBillSummary> bill = pay.tradeBill(request).join()) {
            long fen = 0;
            for (TradeBillRow row : bill) { // keep rows apart: nothing is proven yet ｜ 先另外存放：此时尚未证实
                fen += row.getOrderAmount() == null ? 0 : row.getOrderAmount();
            }
            FinishedTradeBillSummary finished = bill.getFinished(); // the digest was right: now they are proven ｜ 摘要正确：到这里才算证实
            System.out.println(finished.getRows() + " " + fen + " " + finished.getSummary().getOrderAmount());
        }
    }
    // --8<-- [end:bill]
}
