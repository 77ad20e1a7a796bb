package com.qqwxpay.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.qqwxpay.Observer;
import com.qqwxpay.OrderId;
import com.qqwxpay.QqWxPay;
import com.qqwxpay.QqWxPayClient;
import com.qqwxpay.QqWxPayException;
import com.qqwxpay.Suspending;
import com.qqwxpay.World;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** From properties to a client, and what is said of those that are wrong. */
class SettingsTest {
    private static final World WORLD = new World();
    private final ApplicationContextRunner empty = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    QqWxPayAutoConfiguration.class, QqWxPayHealthAutoConfiguration.class, QqWxPayWebAutoConfiguration.class));
    private final ApplicationContextRunner configured = withVariables(WORLD.getEnv());

    @AfterAll
    static void close() {
        WORLD.close();
    }

    /** Variables, as the environment of the process has them. */
    private ApplicationContextRunner withVariables(Map<String, String> variables) {
        return empty.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", Map.copyOf(variables))));
    }

    private static String[] properties(Map<String, String> variables) {
        return variables.entrySet().stream().map(one -> PropertyNames.property(one.getKey()) + "=" + one.getValue()).toArray(String[]::new);
    }

    private static String variable(String name) {
        return WORLD.getEnv().get("QQ_WXPAY_" + name);
    }

    @Test
    void theVersionIsTheOneThatIsMeant() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot"));
    }

    @Test
    void propertiesAndVariablesMakeOneClientThatIsClosedWithTheContext() {
        for (ApplicationContextRunner runner : List.of(configured, empty.withPropertyValues(properties(WORLD.getEnv())))) {
            QqWxPayClient[] kept = new QqWxPayClient[1];
            runner.run(context -> {
                assertThat(context).hasSingleBean(QqWxPayClient.class).hasSingleBean(QqWxPay.class);
                kept[0] = context.getBean(QqWxPayClient.class);
                assertThat(kept[0].accessToken().join().getAccessToken()).isNotEmpty();
                assertThat(context.getBean(QqWxPay.class)).isSameAs(Suspending.suspending(kept[0]));
            });
            assertThat(kept[0].accessToken()).failsWithin(java.time.Duration.ofSeconds(5)).withThrowableThat().withMessageContaining("CLOSED");
        }
    }

    @Test
    void aNameIsFoundHoweverItIsWritten() {
        assertThat(PropertyNames.variable("qq-wxpay.api-v3-key")).contains("QQ_WXPAY_API_V3_KEY");
        assertThat(PropertyNames.variable("qqWxpay.apiV3Key")).contains("QQ_WXPAY_API_V3_KEY");
        assertThat(PropertyNames.variable("qq_wxpay.api_v3_key")).contains("QQ_WXPAY_API_V3_KEY");
        assertThat(PropertyNames.variable("qq-wxpay.link-hosts[1]")).contains("QQ_WXPAY_LINK_HOSTS");
        assertThat(PropertyNames.variable("qq-wxpay.merchant.serial")).contains("QQ_WXPAY_MERCHANT.SERIAL");
        assertThat(PropertyNames.variable("QQ_WXPAY_MCHID")).contains("QQ_WXPAY_MCHID");
        for (String other : List.of("qq-wxpay.enabled", "qq-wxpay.notifications.path", "qq-wxpayment.mchid", "spring.qq-wxpay.mchid")) {
            assertThat(PropertyNames.variable(other)).as(other).isEmpty();
        }
    }

    @Test
    void theSourceThatSpringAsksFirstWins() {
        String[] hosts = variable("LINK_HOSTS").split(",");
        ApplicationContextRunner runner = configured.withPropertyValues("qq-wxpay.linkHosts[0]=" + hosts[0], "host=wx.tenpay.com", "qq-wxpay.linkHosts[1]=${host}");
        runner.run(context -> {
            Map<String, String> read = SettingsVariables.of(context.getEnvironment());
            assertThat(read).containsEntry("QQ_WXPAY_LINK_HOSTS", hosts[0] + ",wx.tenpay.com").hasSameSizeAs(WORLD.getEnv());
        });
        // As application.yml, which comes after the environment.
        empty.withInitializer(context -> {
                    var sources = context.getEnvironment().getPropertySources();
                    sources.addLast(new org.springframework.core.env.MapPropertySource("yml", Map.of("qq-wxpay.mchid", 1, "qq-wxpay.require-verified-reply", true)));
                    sources.replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", Map.of("QQ_WXPAY_MCHID", "2")));
                })
                .run(context -> assertThat(context).getFailure().hasMessageContaining("SETTINGS_MISSING"));
    }

    private String analysed(ApplicationContextRunner runner) {
        String[] said = new String[1];
        runner.run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = new SettingsFailureAnalyzer().analyze(context.getStartupFailure());
            said[0] = analysis.getDescription() + "\n" + analysis.getAction();
        });
        return said[0];
    }

    @Test
    void whatIsWrongIsToldAsAProperty() {
        assertThat(analysed(configured.withPropertyValues("qq-wxpay.mch-id=1900000001")))
                .contains("VARIABLE_UNKNOWN at qq-wxpay.mch-id", "did you mean qq-wxpay.mchid?");
        assertThat(analysed(configured.withPropertyValues("qq-wxpay.merchant.serial=1"))).contains("did you mean qq-wxpay.merchant-serial?");
        assertThat(analysed(configured.withPropertyValues("qq-wxpay.notifications.pth=/x"))).contains("VARIABLE_UNKNOWN at qq-wxpay.notifications.pth");
        assertThat(analysed(configured.withPropertyValues("qq-wxpay.channel=proxy"))).contains("SETTING_VALUE at qq-wxpay.channel", "qq_proxy");
        assertThat(analysed(configured.withPropertyValues("qq-wxpay.public-key-file=gone.pem"))).contains("qq-wxpay.public-key");
        assertThat(analysed(configured.withPropertyValues("qq-wxpay.api-v3-key=MARKER"))).contains("api", "32").doesNotContain("MARKER");
        assertThat(analysed(empty)).contains("SETTINGS_MISSING", "qq-wxpay.mchid (", "qq-wxpay.api-v3-key (", "pay.weixin.qq.com", "environment variable QQ_WXPAY_MCHID");
    }

    @Test
    void otherFailuresAreLeftToOthers() {
        assertThat(new SettingsFailureAnalyzer().analyze(new IllegalStateException("x"))).isNull();
        configured.run(context -> {
            QqWxPayClient pay = context.getBean(QqWxPayClient.class);
            QqWxPayException none = (QqWxPayException) catchThrowable(() -> pay.queryOrder(new OrderId.OutTradeNo("JAVA-none")).join()).getCause();
            assertThat(none.getCode()).isEqualTo("ORDER_NOT_EXIST");
            assertThat(new SettingsFailureAnalyzer().analyze(none)).isNull();
        });
    }

    @Test
    void theApplicationMayLeaveItOutOrBringItsOwn() {
        empty.withPropertyValues("qq-wxpay.enabled=false").run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(QqWxPayClient.class));
        try (QqWxPayClient own = QqWxPayClient.builder().env(WORLD.getEnv()).build()) {
            empty.withBean("mine", QqWxPayClient.class, () -> own).run(context -> assertThat(context.getBean(QqWxPayClient.class)).isSameAs(own));
        }
        java.util.Queue<String> seen = new java.util.concurrent.ConcurrentLinkedQueue<>();
        configured
                .withBean("bad", Observer.class, () -> event -> { throw new IllegalStateException("x"); })
                .withBean("good", Observer.class, () -> event -> seen.add(event.getClass().getSimpleName()))
                .run(context -> {
                    catchThrowable(() -> context.getBean(QqWxPayClient.class).queryOrder(new OrderId.OutTradeNo("JAVA-none")).join());
                    World.until("the events", () -> seen.contains("Call"));
                });
    }

    /** Which properties editors offer: exactly those that the library knows. */
    @Test
    void everyPropertyOfTheMetadataIsKnown() throws Exception {
        String metadata;
        try (InputStream file = QqWxPayAutoConfiguration.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            metadata = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> names = Pattern.compile("\"name\": \"(qq-wxpay\\.[^\"]+)\"").matcher(metadata).results().map((MatchResult one) -> one.group(1)).distinct().toList();
        assertThat(names).hasSizeGreaterThan(40).contains("qq-wxpay.mchid", "qq-wxpay.merchant-private-key-file", "qq-wxpay.link-hosts");
        for (String name : names) {
            PropertyNames.variable(name).ifPresent(variable -> {
                try (QqWxPayClient made = QqWxPayClient.builder().env(Map.of(variable, "x")).build()) {
                    assertThat(made).isNull();
                } catch (QqWxPayException refused) {
                    assertThat(refused.getCode()).as(name).isNotEqualTo("VARIABLE_UNKNOWN");
                }
            });
        }
    }
}
