package com.qqwxpay.spring;

import com.qqwxpay.QqWxPayClient;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The health of the client, without a question to anybody: it is there, and no certificate has ended.
 * {@code management.health.qq-wxpay.enabled=false} leaves it out. Spring Boot 4 has other classes for it than Spring Boot 3.
 */
@AutoConfiguration(after = QqWxPayAutoConfiguration.class)
@ConditionalOnProperty(name = {"qq-wxpay.enabled", "management.health.qq-wxpay.enabled"}, matchIfMissing = true)
public class QqWxPayHealthAutoConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
    static class Boot3 {
        @Bean
        @ConditionalOnMissingBean(name = "qqWxPayHealthIndicator")
        Boot3Health qqWxPayHealthIndicator(QqWxPayClient client, CertificateEnds ends) {
            return new Boot3Health(ends);
        }

        @Bean
        CertificateEnds qqWxPayCertificateEnds() {
            return new CertificateEnds();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
    @ConditionalOnMissingClass("org.springframework.boot.actuate.health.HealthIndicator")
    static class Boot4 {
        @Bean
        @ConditionalOnMissingBean(name = "qqWxPayHealthIndicator")
        Boot4Health qqWxPayHealthIndicator(QqWxPayClient client, CertificateEnds ends) {
            return new Boot4Health(ends);
        }

        @Bean
        CertificateEnds qqWxPayCertificateEnds() {
            return new CertificateEnds();
        }
    }
}
