package io.gapura.filters.testkit.access;

import io.gapura.filters.PathParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path that fits a template of Jakarta REST or a url-pattern of a servlet.
 *
 * @param rank greater is more specific; a servlet comes after every resource, except where its mapping is exact
 */
record TemplateMatch(String rank, PathParameters parameters) {
    private static final Pattern PART = Pattern.compile("\\{\\s*([\\w.-]+)\\s*(?::((?:[^{}]|\\{[^{}]*\\})*))?\\}");

    /** Null when it does not fit. A part without an expression of its own is within one segment (REST 3.1 §3.4). */
    static @Nullable TemplateMatch ofTemplate(String template, String path) {
        StringBuilder expression = new StringBuilder();
        StringBuilder rank = new StringBuilder("b");
        List<String> names = new ArrayList<>();
        Matcher part = PART.matcher(template);
        int from = 0;
        while (part.find()) {
            literal(template.substring(from, part.start()), expression, rank);
            names.add(part.group(1));
            expression.append("(?<p").append(names.size()).append('>');
            expression
                    .append(part.group(2) == null ? "[^/]+" : part.group(2).strip())
                    .append(')');
            rank.append(' ');
            from = part.end();
        }
        literal(template.substring(from), expression, rank);
        Matcher fits = Pattern.compile(expression + "/?").matcher(path.isEmpty() ? "/" : path);
        return fits.matches() ? new TemplateMatch(rank.toString(), parameters(names, fits)) : null;
    }

    private static void literal(String text, StringBuilder expression, StringBuilder rank) {
        String bare = text.equals("/") ? "" : text;
        expression.append(Pattern.quote(bare));
        rank.append("~".repeat(bare.length()));
    }

    private static PathParameters parameters(List<String> names, Matcher fits) {
        Map<String, List<String>> values = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            values.computeIfAbsent(names.get(i), name -> new ArrayList<>()).add(fits.group("p" + (i + 1)));
        }
        return name -> values.getOrDefault(name, List.of());
    }

    /** Null when it does not fit (Servlet 6.0 §12.1). */
    static @Nullable TemplateMatch ofMapping(String pattern, String path) {
        String rank = null;
        if (pattern.endsWith("/*")) {
            String prefix = pattern.substring(0, pattern.length() - 2);
            boolean fits = path.equals(prefix) || path.startsWith(prefix + "/");
            rank = fits ? "a2" + "~".repeat(prefix.length()) : null;
        } else if (pattern.startsWith("*.")) {
            rank = path.endsWith(pattern.substring(1)) ? "a1" : null;
        } else if (pattern.equals("/")) {
            rank = "a0";
        } else if (path.equals(pattern.isEmpty() ? "/" : pattern)) {
            rank = "c";
        }
        return rank == null ? null : new TemplateMatch(rank, name -> List.of());
    }
}
