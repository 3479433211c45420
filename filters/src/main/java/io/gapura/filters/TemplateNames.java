package io.gapura.filters;

import java.util.ArrayList;
import java.util.List;

/** Cuts a path template or a url-pattern at its slashes; one within braces belongs to an expression. */
final class TemplateNames {
    /** One segment, whatever it is. */
    static final String ANY = "{}";

    /** Whatever follows. */
    static final String REST = "{/}";

    private TemplateNames() {}

    static List<String> of(String template) {
        List<String> names = new ArrayList<>();
        int depth = 0;
        int from = 1;
        for (int i = 1; i <= template.length(); i++) {
            char c = i == template.length() ? '/' : template.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == '/' && (depth <= 0 || i == template.length())) {
                if (i > from) {
                    names.add(name(template.substring(from, i)));
                }
                from = i + 1;
            }
        }
        return names;
    }

    private static String name(String written) {
        if (written.equals("*")) {
            return REST;
        }
        int brace = written.indexOf('{');
        if (brace < 0) {
            return written;
        }
        boolean many =
                written.indexOf(".*", brace) >= 0 || written.indexOf(".+", brace) >= 0 || written.indexOf('/') >= 0;
        return many ? REST : ANY;
    }
}
