package io.gapura.rbac.importing;

import io.gapura.rbac.PolicyDocument;
import io.gapura.rbac.PolicyDocument.CallerId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the {@code [roles]}, {@code [users]} and {@code [urls]} of a {@code shiro.ini}; passwords and {@code [main]} are
 * not looked at. Text of at most 1 MiB.
 */
public final class ShiroIni {
    private static final int LONGEST = 1 << 20;

    private final Draft draft = new Draft();
    private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();
    private final Set<String> twice = new LinkedHashSet<>();

    private ShiroIni() {}

    /**
     * The document that grants no more than the file does.
     *
     * @param mechanism by which the users of {@code [users]} will prove who they are, such as {@code signing}
     * @throws IllegalArgumentException when it is longer than 1 MiB, or the mechanism names no users
     */
    public static Imported read(String ini, String mechanism) {
        if (ini.length() > LONGEST) {
            throw new IllegalArgumentException("a shiro.ini has at most " + LONGEST + " characters");
        }
        ShiroIni reading = new ShiroIni();
        reading.split(ini);
        return reading.imported(mechanism);
    }

    private void split(String ini) {
        String section = "";
        StringBuilder line = new StringBuilder();
        for (String part : ini.split("\r?\n|\r", -1)) {
            String text = part.strip();
            if (line.length() == 0 && (text.isEmpty() || text.startsWith("#") || text.startsWith(";"))) {
                continue;
            }
            if (text.endsWith("\\")) {
                line.append(text, 0, text.length() - 1);
                continue;
            }
            line.append(text);
            section = line(line.toString().strip(), section);
            line.setLength(0);
        }
    }

    private String line(String text, String section) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return text.substring(1, text.length() - 1).strip().toLowerCase(Locale.ROOT);
        }
        int end = 0;
        while (end < text.length() && "=: \t".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        int start = end;
        while (start < text.length() && "=: \t".indexOf(text.charAt(start)) >= 0) {
            start++;
        }
        String key = text.substring(0, end);
        String earlier = sections.computeIfAbsent(section, name -> new LinkedHashMap<>())
                .putIfAbsent(key, text.substring(start));
        if (earlier != null) {
            twice.add(section + " " + key);
        }
        return section;
    }

    private Map<String, String> section(String name) {
        return sections.getOrDefault(name, Map.of());
    }

    private Imported imported(String mechanism) {
        section("roles").forEach((role, value) -> {
            if (isOnce("roles", role) && draft.declare(role)) {
                list(value, '"', '"').forEach(permission -> grant(role, permission));
            }
        });
        section("users").forEach((user, value) -> {
            if (isOnce("users", user)) {
                assign(new CallerId.Proven(Draft.mechanism(mechanism), Draft.word(user)), user, value);
            }
        });
        ShiroUrls urls = new ShiroUrls(draft);
        section("urls").forEach((pattern, chain) -> {
            // What stands twice cannot be said, and neither can what lies behind it.
            urls.add(pattern, isOnce("urls", pattern) ? chain : "");
        });
        return draft.finished(PolicyDocument.empty().withPaths(urls.entries()));
    }

    private boolean isOnce(String section, String key) {
        boolean once = !twice.contains(section + " " + key);
        if (!once) {
            draft.leave(section + " " + key, "stands twice; the last one counts there, which may be nobody's wish");
        }
        return once;
    }

    private void grant(String role, String permission) {
        Set<String> patterns = ShiroPermission.patterns(permission);
        if (patterns.isEmpty()) {
            draft.leave("role " + role + ", permission " + permission, "has no equal of two or three plain segments");
        }
        if (!permission.equals(permission.toLowerCase(Locale.ROOT))) {
            draft.leave(
                    "role " + role + ", case of " + permission,
                    "is folded to lower case there; carried so, and compared exactly here");
        }
        patterns.forEach(pattern -> draft.grant(role, pattern));
    }

    /** The first element is a password, and nobody's business. */
    private void assign(CallerId id, String user, String value) {
        List<String> elements = list(value, '"', '"');
        for (String role : elements.subList(Math.min(1, elements.size()), elements.size())) {
            if (draft.isDeclared(role)) {
                draft.assign(id, role);
            } else {
                draft.leave("user " + user + ", role " + role, "the role is not declared, so that it grants nothing");
            }
        }
    }

    /** Elements between commas that stand outside of the quotes. */
    static List<String> list(String text, char open, char close) {
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean quote = inside ? c == close : c == open;
            inside ^= quote;
            if (c == ',' && !inside) {
                elements.add(element.toString().strip());
                element.setLength(0);
            } else if (!quote || open != close) {
                element.append(c);
            }
        }
        elements.add(element.toString().strip());
        elements.removeIf(String::isEmpty);
        return elements;
    }
}
