package com.example.shop;

import com.qqwxpay.QqWxPayClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * A shop in a QQ mini program: it places orders, takes the notifications, and asks WeChat Pay where none came. Settings: the variables
 * {@code QQ_WXPAY_…}, and {@code PORT} (default 8000).
 */
@SpringBootApplication
public class ShopApplication {
    /** One client for the life of the process; Spring closes it. */
    @Bean
    @ConditionalOnMissingBean
    QqWxPayClient pay() {
        return QqWxPayClient.fromEnv();
    }

    /** With the sandbox the payer too is on this machine, whose own address WeChat Pay would refuse. */
    @Bean
    PayerAddress payerAddress(Environment environment) {
        return new PayerAddress(environment.containsProperty("QQ_WXPAY_QQ_BASE_URL") ? "203.0.113.7" : null);
    }

    public static void main(String[] arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }
}
