package com.qqwxpay.spring;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A property of Spring and a variable of the library are one name in two ways of writing: {@code qq-wxpay.api-v3-key}, {@code QQ_WXPAY_API_V3_KEY}. */
final class PropertyNames {
    static final String PREFIX = "qq-wxpay.";
    static final String VARIABLE_PREFIX = "QQ_WXPAY_";
    static final String NOTIFICATIONS_PATH = PREFIX + "notifications.path";

    private static final Pattern PROPERTY = Pattern.compile("(?:qq-wxpay|qq_wxpay|qqWxpay|qqwxpay)\\.(.+)");
    private static final Pattern INDEX = Pattern.compile("\\[\\d+]$");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern VARIABLE = Pattern.compile("QQ_WXPAY_[A-Z0-9_.]*[A-Z0-9]");

    /** What this starter reads itself. */
    private static final Set<String> OWN = Set.of(VARIABLE_PREFIX + "ENABLED", VARIABLE_PREFIX + "NOTIFICATIONS.PATH");

    private PropertyNames() {}

    /** The variable for this property, if it is one of the library; which ones there are the library knows. */
    static Optional<String> variable(String property) {
        if (property.startsWith(VARIABLE_PREFIX)) {
            return Optional.of(property);
        }
        Matcher own = PROPERTY.matcher(INDEX.matcher(property).replaceFirst(""));
        if (!own.matches()) {
            return Optional.empty();
        }
        String variable = VARIABLE_PREFIX + HUMP.matcher(own.group(1)).replaceAll("_").replace('-', '_').toUpperCase(Locale.ROOT);
        return Optional.of(variable).filter(name -> !OWN.contains(name));
    }

    /** The property for this variable. */
    static String property(String variable) {
        return PREFIX + variable.substring(VARIABLE_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The text with properties in place of variables. */
    static String withProperties(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(property(found.group())));
    }
}
