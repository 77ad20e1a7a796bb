package com.qqwxpay.spring;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/** The settings as this library's variables, wherever Spring found them, in Spring's own order of precedence. */
final class SettingsVariables {
    private SettingsVariables() {}

    static Map<String, String> of(ConfigurableEnvironment environment) {
        Binder binder = Binder.get(environment);
        Map<String, String> variables = new TreeMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                for (String name : listed.getPropertyNames()) {
                    PropertyNames.variable(name)
                            .ifPresent(variable -> variables.computeIfAbsent(variable, absent -> value(environment, binder, name, variable)));
                }
            }
        }
        return variables;
    }

    private static String value(ConfigurableEnvironment environment, Binder binder, String name, String variable) {
        String property = PropertyNames.property(variable);
        if (name.endsWith("]")) {
            return String.join(",", binder.bind(property, Bindable.listOf(String.class)).orElse(List.of()));
        }
        // Where Spring does not see one name in the two, as in a nested property, the library is to refuse the name.
        return binder.bind(property, String.class).orElseGet(() -> environment.getProperty(name, ""));
    }
}
