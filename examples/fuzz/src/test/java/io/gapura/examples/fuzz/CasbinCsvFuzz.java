package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.rbac.PolicyDocument;
import io.gapura.rbac.PolicyDocument.Assignment;
import io.gapura.rbac.PolicyDocument.Role;
import io.gapura.rbac.PolicyDocument.Word;
import io.gapura.rbac.importing.CasbinCsv;
import io.gapura.rbac.importing.CasbinHints;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Any text is read as a Casbin policy, or refused: each grant, include and assignment is a line of it, and each line that
 * denies something to a role is a denial of the result.
 */
class CasbinCsvFuzz {
    private static final String MODEL = """
            r = sub, obj, act
            p = sub, obj, act
            g = _, _
            e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
            m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
            """;
    private static final CasbinHints HINTS =
            CasbinHints.read("role a\nrole b\nrole c\nuser ann signing\nuser bob signing\n");
    private static final Pattern DENIAL =
            Pattern.compile("p,([A-Za-z0-9._-]+),([A-Za-z0-9._-]+),([A-Za-z0-9._-]+),deny");

    @FuzzTest(maxDuration = "30s")
    void everyGrantIsALineOfThePolicy(byte[] bytes) {
        String csv = new String(bytes, StandardCharsets.UTF_8);
        PolicyDocument document;
        try {
            document = CasbinCsv.read(csv, MODEL, HINTS).document();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
            return;
        }
        Set<String> lines = new HashSet<>();
        for (String line : csv.split("\r?\n|\r", -1)) {
            lines.add(squeezed(line));
        }
        for (Role role : document.roles()) {
            String name = role.name().text();
            for (Word grant : role.grants()) {
                String rule = "p," + name + "," + grant.text().replace(':', ',');
                assertThat(lines).containsAnyOf(rule, rule + ",allow");
            }
            role.includes().forEach(junior -> assertThat(lines).contains("g," + name + "," + junior.text()));
        }
        for (Assignment assignment : document.assignments()) {
            String user = assignment.id().word().text();
            assignment.roles().forEach(role -> assertThat(lines).contains("g," + user + "," + role.text()));
        }
        Set<String> denied = document.denials().stream()
                .flatMap(denial -> denial.permissions().stream()
                        .map(permission ->
                                denial.role().text() + "," + permission.text().replace(':', ',')))
                .collect(Collectors.toSet());
        lines.stream()
                .map(DENIAL::matcher)
                .filter(matcher -> matcher.matches() && matcher.group(2).length() <= 64)
                .filter(matcher -> matcher.group(3).length() <= 64)
                .forEach(matcher -> assertThat(denied)
                        .contains(matcher.group(1) + "," + matcher.group(2) + "," + matcher.group(3)));
        Proposed.readBack(document);
    }

    /** White space around a field is nothing. */
    private static String squeezed(String line) {
        StringBuilder fields = new StringBuilder();
        for (String field : line.split(",", -1)) {
            fields.append(fields.length() == 0 ? "" : ",").append(field.strip());
        }
        return fields.toString();
    }
}
