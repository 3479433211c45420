package io.gapura.rbac.importing;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a {@code model.conf} that decides whether a policy can be said here: definitions, effect and matcher.
 *
 * @param domains whether roles hold in a domain
 */
record CasbinModel(boolean domains) {
    private static final Pattern CALL = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*\\(");
    private static final Set<String> PLAIN = Set.of(
            "g(r.sub,p.sub)&&r.obj==p.obj&&r.act==p.act",
            "g(r.sub,p.sub,r.dom)&&r.dom==p.dom&&r.obj==p.obj&&r.act==p.act");
    private static final Set<String> EFFECTS =
            Set.of("some(where(p.eft==allow))", "some(where(p.eft==allow))&&!some(where(p.eft==deny))");

    static CasbinModel read(String model) {
        Map<String, String> lines = new HashMap<>();
        for (String line : model.split("\r?\n|\r", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0
                    && !line.strip().startsWith("#")
                    && lines.put(line.substring(0, equals).strip(), squeezed(line.substring(equals + 1))) != null) {
                throw new IllegalArgumentException(
                        "the model defines " + line.substring(0, equals).strip() + " twice");
            }
        }
        String matcher = lines.getOrDefault("m", "");
        requireExact(matcher);
        String effect = lines.getOrDefault("e", "");
        if (!EFFECTS.contains(effect)) {
            throw new IllegalArgumentException("the model's effect must allow by a rule, and may let deny win");
        }
        if (lines.keySet().stream()
                .anyMatch(name -> !Set.of("r", "p", "g", "e", "m").contains(name))) {
            throw new IllegalArgumentException("the model has more than one definition of a kind");
        }
        return new CasbinModel(matcher.contains("r.dom"));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static void requireExact(String matcher) {
        Matcher calls = CALL.matcher(matcher);
        while (calls.find()) {
            if (!calls.group(1).equals("g")) {
                throw new IllegalArgumentException(
                        "the matcher calls " + calls.group(1) + ": only exact names can be carried");
            }
        }
        if (!PLAIN.contains(matcher)) {
            throw new IllegalArgumentException("the matcher is not that of the RBAC model with exact names");
        }
    }
}
