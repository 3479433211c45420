package io.gapura.validation.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path with names in braces, as a document and an endpoint write it: an expression behind a name narrows what the name
 * takes, and is not part of where it stands.
 *
 * @param form with every name left out: what two of them have in common when they are the same place
 * @param names in their order
 */
record PathTemplate(String form, List<String> names) {
    private static final Pattern NAME = Pattern.compile("\\{\\s*([\\w.-]+)\\s*(?::(?:[^{}]|\\{[^{}]*})*)?}");

    static PathTemplate of(String written) {
        List<String> names = new ArrayList<>();
        Matcher name = NAME.matcher(written);
        while (name.find()) {
            names.add(name.group(1));
        }
        return new PathTemplate(NAME.matcher(written).replaceAll("{}"), List.copyOf(names));
    }
}
