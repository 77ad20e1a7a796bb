package com.qqwxpay.spring;

import com.qqwxpay.FutureTokenProvider;
import com.qqwxpay.FutureTokenStore;
import com.qqwxpay.FutureTransport;
import com.qqwxpay.MicrometerObserver;
import com.qqwxpay.NotificationHandlers;
import com.qqwxpay.Observer;
import com.qqwxpay.QqWxPay;
import com.qqwxpay.QqWxPayClient;
import com.qqwxpay.Signer;
import com.qqwxpay.Suspending;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * One client for the application, closed with it: {@link QqWxPayClient}, and the same as {@link QqWxPay} for Kotlin. Its settings are the
 * properties {@code qq-wxpay.…}, its parts the beans of their types. {@code qq-wxpay.enabled=false} leaves it out.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnProperty(prefix = "qq-wxpay", name = "enabled", matchIfMissing = true)
public class QqWxPayAutoConfiguration {
    @Bean
    @ConditionalOnMissingBean
    QqWxPayClient qqWxPayClient(
            ConfigurableEnvironment environment,
            ObjectProvider<Observer> observers,
            ObjectProvider<FutureTokenProvider> tokenProvider,
            ObjectProvider<FutureTokenStore> tokenStore,
            ObjectProvider<FutureTransport> transport,
            ObjectProvider<Signer> signer) {
        QqWxPayClient.Builder builder = QqWxPayClient.builder().env(SettingsVariables.of(environment));
        List<Observer> all = observers.orderedStream().toList();
        if (!all.isEmpty()) {
            builder.observer(new Observers(all));
        }
        tokenProvider.ifAvailable(builder::tokenProvider);
        tokenStore.ifAvailable(builder::tokenStore);
        transport.ifAvailable(builder::transport);
        signer.ifAvailable(builder::signer);
        return builder.build();
    }

    /** The client closes it. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    QqWxPay qqWxPay(QqWxPayClient client) {
        return Suspending.suspending(client);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBean(NotificationFunctions.class)
    NotificationHandlers qqWxPayNotificationHandlers(QqWxPayClient client, ObjectProvider<NotificationFunctions> functions) {
        NotificationHandlers.Builder events = client.notifications();
        functions.orderedStream().forEach(given -> given.addTo(events));
        return events.build();
    }

    /** What the client reports, as meters. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class Metrics {
        @Bean
        @ConditionalOnMissingBean
        MicrometerObserver qqWxPayMicrometerObserver(MeterRegistry registry) {
            return new MicrometerObserver(registry);
        }
    }
}
