package com.qqwxpay.spring;

import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/** For the actuator of Spring Boot 3. */
final class Boot3Health extends AbstractHealthIndicator {
    private final CertificateEnds ends;

    Boot3Health(CertificateEnds ends) {
        this.ends = ends;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        (ends.isOver() ? builder.down() : builder.up()).withDetail("certificateDaysLeft", ends.daysLeft());
    }
}
