package io.gapura.rbac.importing;

import io.gapura.rbac.PolicyDocument;
import io.gapura.rbac.PolicyDocument.CallerId;
import io.gapura.rbac.PolicyDocument.Denial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the policy of Casbin's RBAC model: {@code p, role, object, action[, allow|deny]} and {@code g, member, role};
 * with domains, {@code p, role, domain, object, action} and {@code g, member, role, domain}. Names compare exactly there
 * only if the model says so, so that one whose matcher calls a function other than {@code g} is refused.
 */
public final class CasbinCsv {
    private static final int LONGEST = 1 << 20;

    /** There, nobody looks further; here a longer chain would grant more. */
    private static final int DEEPEST = 10;

    /** In the places of names that could not be read, and nobody's name. */
    private static final String ANY_ROLE = "any role";

    private static final String ANY_DENIAL = "any denial";

    private final Draft draft = new Draft();
    private final CasbinHints hints;
    private final boolean domains;
    private final Map<String, Set<String>> denied = new LinkedHashMap<>();
    private final List<List<String>> grouped = new ArrayList<>();
    private final Map<String, Integer> depths = new HashMap<>();

    /** By what was left out: the role that would have been reached by it. */
    private final Map<String, String> lost = new LinkedHashMap<>();

    private final Set<String> deniers = new LinkedHashSet<>();
    private final Map<String, Set<String>> steps = new HashMap<>();

    private CasbinCsv(CasbinHints hints, boolean domains) {
        this.hints = hints;
        this.domains = domains;
    }

    /**
     * The document that grants no more than the policy does.
     *
     * @param model the text of {@code model.conf}
     * @throws IllegalArgumentException when the model is another one than RBAC with exact names, a text is longer than 1
     *     MiB, roles inherit in circles or more than ten steps deep, or a denial cannot be carried
     */
    public static Imported read(String csv, String model, CasbinHints hints) {
        if (csv.length() > LONGEST || model.length() > LONGEST) {
            throw new IllegalArgumentException("policy and model have at most " + LONGEST + " characters each");
        }
        CasbinModel known = CasbinModel.read(model);
        CasbinCsv reading = new CasbinCsv(hints, known.domains());
        int number = 0;
        for (String line : csv.split("\r?\n|\r", -1)) {
            number++;
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                reading.line(fields(line), number);
            }
        }
        return reading.imported();
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        for (String field : line.split(",", -1)) {
            fields.add(field.strip());
        }
        return fields;
    }

    private void line(List<String> fields, int number) {
        int shift = domains ? 1 : 0;
        String kind = fields.get(0);
        boolean quoted = fields.stream().anyMatch(field -> field.startsWith("\""));
        if (!quoted && kind.equals("p") && (fields.size() == 4 + shift || fields.size() == 5 + shift)) {
            rule(fields, number, shift);
        } else if (!quoted && kind.equals("g") && fields.size() == 3 + shift) {
            grouped.add(fields);
        } else {
            draft.leave("line " + number, "is no p or g of this model");
            unread(fields, number);
        }
    }

    /** What may be a denial, or a step towards one, must not be left out: the rest would grant more. */
    private void unread(List<String> fields, int number) {
        List<String> bare =
                fields.stream().map(field -> field.replace("\"", "").strip()).toList();
        if (bare.contains("deny")) {
            lost.put("line " + number, ANY_DENIAL);
            deniers.add(ANY_DENIAL);
        } else if (bare.get(0).equals("g")) {
            lost.put("line " + number, ANY_ROLE);
        }
    }

    private void rule(List<String> fields, int number, int shift) {
        String role = role(fields.get(1), domains ? fields.get(2) : "");
        String object = fields.get(2 + shift);
        String action = fields.get(3 + shift);
        String effect = fields.size() == 5 + shift ? fields.get(4 + shift) : "allow";
        boolean named = Draft.isSegment(object) && Draft.isSegment(action);
        boolean denies = effect.equals("deny");
        if (denies) {
            deniers.add(role);
        }
        if (hints.mechanism(fields.get(1)).isPresent()) {
            draft.leave("line " + number, "is about a user; permissions are granted to roles here");
            lose(denies, number, role);
        } else if (!named || !effect.equals("allow") && !denies) {
            draft.leave("line " + number, "object and action are no plain names, or the effect is another one");
        } else if (!declare(fields.get(1), domains ? fields.get(2) : "")) {
            lose(denies, number, role);
        } else if (denies) {
            denied.computeIfAbsent(role, name -> new LinkedHashSet<>()).add(object + ":" + action);
        } else {
            draft.grant(role, object + ":" + action);
        }
    }

    private void lose(boolean denies, int number, String role) {
        if (denies) {
            lost.put("line " + number, role);
        }
    }

    private boolean declare(String name, String domain) {
        return draft.declare(role(name, domain), domain.isEmpty() ? name : name + " in domain " + domain);
    }

    /** A role holds in one domain there, and has one list of grants here. */
    private String role(String name, String domain) {
        return domain.isEmpty() ? name : name + "." + domain;
    }

    private Imported imported() {
        grouped.forEach(this::group);
        requireDenials();
        draft.includes().keySet().forEach(role -> depth(role, new LinkedHashSet<>()));
        List<Denial> denials = new ArrayList<>();
        denied.forEach((role, patterns) -> denials.add(new Denial(Draft.word(role), Draft.words(patterns))));
        if (!denials.isEmpty()) {
            draft.leave("deny", "wins here whatever the model's effect says; compare");
        }
        return draft.finished(PolicyDocument.empty().withDenials(denials));
    }

    private void group(List<String> fields) {
        String member = fields.get(1);
        String domain = domains ? fields.get(3) : "";
        String role = role(fields.get(2), domain);
        Optional<String> mechanism = hints.mechanism(member);
        boolean roles = hints.isRole(member);
        String line = String.join(", ", fields);
        steps.computeIfAbsent(role(member, domain), name -> new LinkedHashSet<>())
                .add(role);
        if (mechanism.isEmpty() && !roles || hints.mechanism(fields.get(2)).isPresent()) {
            draft.leave(line, "a hint has to say whether " + member + " is a role or a user");
            lost.put(line, role);
        } else if (!declare(fields.get(2), domain) || roles && !declare(member, domain)) {
            lost.put(line, role);
        } else if (roles) {
            draft.include(role(member, domain), role);
        } else if (mechanism.isPresent()) {
            assign(line, new CallerId.Proven(Draft.mechanism(mechanism.get()), Draft.word(member)), role, domain);
        }
    }

    /** A denial that is left out would let through what the policy refuses. */
    private void requireDenials() {
        lost.forEach((line, role) -> {
            boolean denies = role.equals(ANY_ROLE) ? !deniers.isEmpty() : isDenied(role);
            if (denies) {
                throw new IllegalArgumentException(
                        line + " may deny and cannot be carried, so that the rest would grant more here than there");
            }
        });
    }

    /** Whether it, or what it includes by whatever chain, is denied something: chains may be as long as the text. */
    private boolean isDenied(String role) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(role));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (deniers.contains(next)) {
                return true;
            }
            if (seen.add(next)) {
                open.addAll(steps.getOrDefault(next, Set.of()));
            }
        }
        return false;
    }

    private void assign(String line, CallerId id, String role, String domain) {
        if (domain.isEmpty()) {
            draft.assign(id, role);
        } else if (!draft.assign(id, role, domain)) {
            draft.leave(line, "a caller has roles in one tenant here");
        }
    }

    /** Steps to the most junior role. */
    private int depth(String role, Set<String> above) {
        Integer known = depths.get(role);
        if (known != null) {
            return known;
        }
        if (!above.add(role)) {
            throw new IllegalArgumentException("roles include each other in a circle: " + String.join(" -> ", above));
        }
        // No further down than that: a chain may be as long as the text.
        requireShallow(above.size() - 1);
        int deepest = 0;
        for (String junior : draft.includes().getOrDefault(role, Set.of())) {
            deepest = Math.max(deepest, 1 + depth(junior, above));
        }
        requireShallow(deepest);
        above.remove(role);
        depths.put(role, deepest);
        return deepest;
    }

    private static void requireShallow(int steps) {
        if (steps > DEEPEST) {
            throw new IllegalArgumentException(
                    "roles inherit more than " + DEEPEST + " steps deep, which grants more here than there");
        }
    }
}
