package com.qqwxpay.spring;

import com.qqwxpay.Acknowledgement;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What both kinds of controllers send. */
final class NotificationAnswers {
    /** Where notifications arrive. */
    static final String PATH = "${" + PropertyNames.NOTIFICATIONS_PATH + ":/qq-wxpay/notifications}";

    private NotificationAnswers() {}

    static ResponseEntity<byte[]> of(Acknowledgement answer) {
        return ResponseEntity.status((int) answer.getStatus())
                .contentType(MediaType.parseMediaType(answer.getContentType()))
                .body(answer.getBody().getBytes(StandardCharsets.UTF_8));
    }
}
