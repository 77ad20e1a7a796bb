// What is tried of the jars on each system: that both native libraries load.
import com.qqwxpay.QqWxPayClient;
import com.qqwxpay.QqWxPayException;
import java.util.Map;
public class Loads {
    public static void main(String[] arguments) {
        com.qqwxpay.testing.QqWxPayTesting.signedNotification(com.qqwxpay.testing.NotificationKind.PAYMENT);
        try {
            QqWxPayClient.fromEnv(Map.of());
        } catch (QqWxPayException missing) {
            if (missing.getCode().equals("SETTINGS_MISSING")) return;
            throw missing;
        }
        throw new IllegalStateException("a client without settings");
    }
}
