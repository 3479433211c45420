package io.gapura.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A runtime that validates by itself, behind this policy: what comes in is then validated twice, and the second answer may
 * name arguments and repeat values. It is looked for by name, because none of them may be on the class path.
 */
final class SecondValidator {
    private static final Map<String, String> BY_CLASS = new TreeMap<>(Map.of(
            "org/glassfish/jersey/server/validation/ValidationConfig.class",
            "Jersey validates once more unless jersey.config.beanValidation.disable.server = true",
            "org/jboss/resteasy/plugins/validation/ValidatorContextResolver.class",
            "RESTEasy validates once more while resteasy-validator-provider is on the class path"));

    private SecondValidator() {}

    /** How each that is there is switched off. */
    static List<String> hints(ClassLoader application) {
        List<String> hints = new ArrayList<>();
        BY_CLASS.forEach((name, hint) -> {
            if (application.getResource(name) != null) {
                hints.add(hint);
            }
        });
        return hints;
    }

    /** That of the application that starts, as far as the server says. */
    static ClassLoader application() {
        ClassLoader said = Thread.currentThread().getContextClassLoader();
        return said == null ? SecondValidator.class.getClassLoader() : said;
    }
}
