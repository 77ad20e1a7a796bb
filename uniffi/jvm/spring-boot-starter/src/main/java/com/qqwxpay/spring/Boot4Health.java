package com.qqwxpay.spring;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** For the actuator of Spring Boot 4. */
final class Boot4Health extends AbstractHealthIndicator {
    private final CertificateEnds ends;

    Boot4Health(CertificateEnds ends) {
        this.ends = ends;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        (ends.isOver() ? builder.down() : builder.up()).withDetail("certificateDaysLeft", ends.daysLeft());
    }
}
