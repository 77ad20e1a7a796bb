package com.qqwxpay.spring;

import com.qqwxpay.QqWxPayException;
import com.qqwxpay.Text;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** An application that does not start for its settings says which, and what to do about it, as the library says it. */
final class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<QqWxPayException> {
    private static final String BOTH_WAYS =
            "\n\nThe property qq-wxpay.mchid and the environment variable QQ_WXPAY_MCHID are one setting, and so are all others.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, QqWxPayException cause) {
        boolean isSetting = cause instanceof QqWxPayException.Config
                || cause instanceof QqWxPayException.Key
                || cause instanceof QqWxPayException.InvalidInput;
        if (!isSetting) {
            return null;
        }
        String field = cause.getField() == null ? "" : " at " + cause.getField();
        String detail = cause.getDetail().isEmpty() ? "" : "\n" + cause.getDetail();
        String found = "qq-wxpay, " + cause.getCode() + field + ":\n" + both(cause.getReason()) + detail;
        return new FailureAnalysis(PropertyNames.withProperties(found), PropertyNames.withProperties(both(cause.getRemedy())) + BOTH_WAYS, cause);
    }

    private static String both(Text text) {
        return text == null ? "" : text.getEn() + "\n" + text.getZh();
    }
}
