package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.rbac.PolicyDocument;
import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.Word;
import io.gapura.rbac.importing.Imported;
import io.gapura.rbac.importing.ShiroIni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Any text is read as a {@code shiro.ini}: each role, grant, user and path of the result stands in it, and nothing is open but by {@code anon}. */
class ShiroIniFuzz {
    @FuzzTest(maxDuration = "30s")
    void nothingIsGrantedThatTheFileDoesNotSay(byte[] bytes) {
        String ini = new String(bytes, StandardCharsets.UTF_8);
        // A line may be broken by a backslash, and a permission is folded and loses its quotes.
        String joined = ini.replaceAll("\\\\\\s*(\r?\n|\r)\\s*", "");
        String folded = joined.toLowerCase(Locale.ROOT).replace("\"", "");
        Imported imported = ShiroIni.read(ini, "people");
        PolicyDocument document = imported.document();
        Set<String> declared =
                document.roles().stream().map(role -> role.name().text()).collect(Collectors.toSet());
        declared.forEach(role -> assertThat(joined).contains(role));
        document.roles().stream()
                .flatMap(role -> role.grants().stream())
                .flatMap(grant -> List.of(grant.text().split(":", -1)).stream())
                .forEach(segment -> assertThat(folded).contains(segment.equals("**") ? "" : segment));
        document.assignments()
                .forEach(assignment -> assertThat(declared)
                        .containsAll(assignment.roles().stream().map(Word::text).toList()));
        document.paths().forEach(path -> {
            assertThat(joined).contains(path.path().text());
            if (path.admission() instanceof Admission.Open) {
                assertThat(joined).contains("anon");
            }
        });
        Proposed.readBack(document);
    }
}
