package com.qqwxpay.spring;

import com.qqwxpay.NotificationHandlers;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.RestController;

/** The address of notifications, {@code qq-wxpay.notifications.path}, where there are functions for them. */
@AutoConfiguration(after = QqWxPayAutoConfiguration.class)
@ConditionalOnClass(RestController.class)
@ConditionalOnBean(NotificationHandlers.class)
public class QqWxPayWebAutoConfiguration {
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = Type.SERVLET)
    static class Mvc {
        @Bean
        @ConditionalOnMissingBean
        NotificationController qqWxPayNotificationController(NotificationHandlers handlers) {
            return new NotificationController(handlers);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = Type.REACTIVE)
    @ConditionalOnClass(ServerHttpRequest.class)
    static class WebFlux {
        @Bean
        @ConditionalOnMissingBean
        ReactiveNotificationController qqWxPayNotificationController(NotificationHandlers handlers) {
            return new ReactiveNotificationController(handlers);
        }
    }
}
