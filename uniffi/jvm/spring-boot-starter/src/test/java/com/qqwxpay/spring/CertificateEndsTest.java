package com.qqwxpay.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.qqwxpay.CertificateOwner;
import com.qqwxpay.ClientEvent;
import org.junit.jupiter.api.Test;

class CertificateEndsTest {
    private final CertificateEnds ends = new CertificateEnds();

    private void told(CertificateOwner whose, Long daysLeft) {
        ends.observe(new ClientEvent.Certificate(daysLeft, "5157F09EFDC096DE15EBE81A47057A7232F1B8E1", whose));
    }

    @Test
    void theLastDayIsNotTheEnd() {
        assertThat(ends.isOver()).isFalse();
        told(CertificateOwner.MERCHANT, 0L);
        told(CertificateOwner.PLATFORM_KEY, null);
        assertThat(ends.daysLeft()).containsOnlyKeys("merchant").containsEntry("merchant", 0L);
        assertThat(ends.isOver()).isFalse();
    }

    @Test
    void oneThatHasEndedIsEnoughUntilItIsReplaced() {
        told(CertificateOwner.MERCHANT, 300L);
        told(CertificateOwner.PLATFORM, -1L);
        assertThat(ends.isOver()).isTrue();
        told(CertificateOwner.PLATFORM, 90L);
        assertThat(ends.isOver()).isFalse();
        assertThat(ends.daysLeft()).containsEntry("platform", 90L).containsEntry("merchant", 300L);
    }
}
