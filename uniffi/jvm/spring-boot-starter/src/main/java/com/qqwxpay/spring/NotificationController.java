package com.qqwxpay.spring;

import com.qqwxpay.NotificationHandlers;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Takes notifications in Spring MVC: of the body no more is read than a notification can have. */
@RestController
public class NotificationController {
    private final NotificationHandlers handlers;

    /** With these functions. */
    public NotificationController(NotificationHandlers handlers) {
        this.handlers = handlers;
    }

    @PostMapping(NotificationAnswers.PATH)
    ResponseEntity<byte[]> take(@RequestHeader MultiValueMap<String, String> headers, InputStream body) throws IOException {
        return NotificationAnswers.of(handlers.answer(headers, body));
    }
}
