package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.rbac.AccessMatrix.Cell;
import io.gapura.rbac.AccessMatrix.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessMatrixTest {
    private static final List<String> COLUMNS = List.of("anonymous", "authenticated", "clerk", "manager");
    private static final AccessMatrix MATRIX = matrix("no,no,yes,yes", "no,no,no,if");

    @TempDir
    Path directory;

    private static AccessMatrix matrix(String read, String approve) {
        return AccessMatrix.of(
                COLUMNS,
                List.of(
                        new Row(
                                "POST /orders/{id}/approval Orders#approve()",
                                "roles [manager] \"four, eyes\"",
                                cells(approve)),
                        new Row("GET /orders Orders#list()", "roles [clerk] | <b>", cells(read))));
    }

    private static List<Cell> cells(String words) {
        List<Cell> cells = new ArrayList<>();
        for (String word : words.split(",")) {
            cells.add(Cell.valueOf(word.toUpperCase(Locale.ROOT)));
        }
        return cells;
    }

    @Test
    void rowsAreSortedByEndpoint() {
        assertThat(MATRIX.rows())
                .extracting(Row::endpoint)
                .containsExactly("GET /orders Orders#list()", "POST /orders/{id}/approval Orders#approve()");
    }

    @Test
    void itIsATableInMarkdown() {
        assertThat(MATRIX.toMarkdown()).isEqualTo("""
                | endpoint | rule | anonymous | authenticated | clerk | manager |
                | --- | --- | --- | --- | --- | --- |
                | GET /orders Orders#list() | roles [clerk] \\| <b> | no | no | yes | yes |
                | POST /orders/{id}/approval Orders#approve() | roles [manager] "four, eyes" | no | no | no | if |
                """);
    }

    @Test
    void itIsAListOfObjectsInJson() {
        assertThat(MATRIX.toJson())
                .contains("\"rule\":\"roles [manager] \\\"four, eyes\\\"\"")
                .contains(
                        "\"access\":{\"anonymous\":\"no\",\"authenticated\":\"no\",\"clerk\":\"no\",\"manager\":\"if\"}");
    }

    @Test
    void thePageEscapesWhatTheCodeIsCalledAndAsksForNothingElse() {
        String page = MATRIX.toHtml("Orders & <more>");
        assertThat(page)
                .contains("<h1>Orders &amp; &lt;more&gt;</h1>")
                .contains("roles [clerk] | &lt;b&gt;")
                .contains("<td class=\"cell if\">if</td>")
                .doesNotContain("<script")
                .doesNotContain("http://")
                .doesNotContain("https://")
                .doesNotContain("style=");
    }

    @Test
    void whatOpensIsToldApartFromWhatCloses() {
        MatrixDiff diff = MATRIX.to(matrix("no,yes,yes,yes", "no,no,no,no"));
        assertThat(diff.opened())
                .extracting(MatrixDiff.Change::toString)
                .containsExactly("GET /orders Orders#list() for authenticated: no -> yes");
        assertThat(diff.closed())
                .extracting(MatrixDiff.Change::toString)
                .containsExactly("POST /orders/{id}/approval Orders#approve() for manager: if -> no");
        assertThat(diff.added()).isEmpty();
        assertThat(diff.toString()).startsWith("opened  GET /orders");
    }

    @Test
    void aConditionThatFallsAwayOpens() {
        assertThat(MATRIX.to(matrix("no,no,yes,yes", "no,no,no,yes")).opened()).hasSize(1);
        assertThat(MATRIX.to(matrix("no,no,yes,if", "no,no,no,if")).closed()).hasSize(1);
    }

    @Test
    void aNewEndpointOpensWhatItAdmitsAndAGoneOneClosesIt() {
        AccessMatrix smaller = AccessMatrix.of(COLUMNS, List.of(MATRIX.rows().get(0)));
        MatrixDiff grown = smaller.to(MATRIX);
        assertThat(grown.added()).containsExactly("POST /orders/{id}/approval Orders#approve()");
        assertThat(grown.opened()).hasSize(1);
        MatrixDiff shrunk = MATRIX.to(smaller);
        assertThat(shrunk.removed()).containsExactly("POST /orders/{id}/approval Orders#approve()");
        assertThat(shrunk.closed()).hasSize(1);
    }

    /** A resource that lies there is refused by it no more; of a file it was what admitted. */
    @Test
    void aPathRuleThatGoesOpensWhatItRefusedAndOneThatComesWhatItAdmits() {
        AccessMatrix none = AccessMatrix.of(COLUMNS, List.of());
        AccessMatrix ruled = AccessMatrix.of(
                COLUMNS, List.of(new Row("* /internal/** path rule", "roles [manager]", cells("no,no,if,yes"))));
        assertThat(ruled.to(none).opened())
                .extracting(MatrixDiff.Change::toString)
                .containsExactly(
                        "* /internal/** path rule for anonymous: no -> if",
                        "* /internal/** path rule for authenticated: no -> if",
                        "* /internal/** path rule for clerk: if -> yes");
        assertThat(ruled.to(none).closed())
                .extracting(MatrixDiff.Change::toString)
                .containsExactly("* /internal/** path rule for manager: yes -> if");
        assertThat(none.to(ruled).opened())
                .extracting(MatrixDiff.Change::toString)
                .containsExactly(
                        "* /internal/** path rule for clerk: no -> if",
                        "* /internal/** path rule for manager: if -> yes");
        assertThat(none.to(ruled).closed()).hasSize(2);
    }

    @Test
    void aNewRoleOpensWhatItGetsBeyondAnyAuthenticatedCaller() {
        List<String> less = List.of("anonymous", "authenticated", "clerk");
        AccessMatrix before = AccessMatrix.of(less, List.of(new Row("GET /a A", "r", cells("no,yes,yes"))));
        AccessMatrix same = AccessMatrix.of(COLUMNS, List.of(new Row("GET /a A", "r", cells("no,yes,yes,yes"))));
        assertThat(before.to(same).isEmpty()).isTrue();
        AccessMatrix closed = AccessMatrix.of(COLUMNS, List.of(new Row("GET /a A", "r", cells("no,yes,yes,no"))));
        assertThat(before.to(closed).closed()).hasSize(1);
    }

    @Test
    void aFileThatSaysTheSameIsEnoughForABuildAndAnotherIsNot() throws IOException {
        Path file = directory.resolve("access.csv");
        assertThatThrownBy(() -> MATRIX.requireSame(file))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("-Dgapura.matrix.write");
        Files.writeString(file, MATRIX.toCsv());
        assertThatCode(() -> MATRIX.requireSame(file)).doesNotThrowAnyException();
        assertThatThrownBy(() -> matrix("yes,yes,yes,yes", "no,no,no,if").requireSame(file))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("opened  GET /orders Orders#list() for anonymous: no -> yes");
    }

    @Test
    void theFileIsWrittenWhenSomebodyAsksForIt() throws IOException {
        Path file = directory.resolve("access.csv");
        System.setProperty("gapura.matrix.write", "true");
        try {
            MATRIX.requireSame(file);
        } finally {
            System.clearProperty("gapura.matrix.write");
        }
        assertThat(AccessMatrix.ofCsv(Files.readString(file))).isEqualTo(MATRIX);
    }

    @Test
    void aFileThatIsCutOffIsNoMatrix() {
        String csv = MATRIX.toCsv();
        assertThatIllegalArgumentException().isThrownBy(() -> AccessMatrix.ofCsv(csv.substring(0, csv.length() - 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> AccessMatrix.ofCsv(""));
        assertThatIllegalArgumentException().isThrownBy(() -> AccessMatrix.ofCsv("endpoint,rule,clerk\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessMatrix.ofCsv("endpoint,rule,anonymous,authenticated\na,b,yes\n"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessMatrix.ofCsv("endpoint,rule,anonymous,authenticated\na,b,yes,maybe\n"));
    }

    @Test
    void aFileOfAnotherFormIsToldWhere() {
        String head = "endpoint,rule,anonymous,authenticated\n";
        assertThat(AccessMatrix.ofCsv(head + "a,b,yes,no\r\n").toCsv()).isEqualTo(head + "a,b,yes,no\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccessMatrix.ofCsv(head + "a,b,yes,no\nb,b,yes\n"))
                .withMessage("line 3 has another number of columns");
        for (String cut : List.of("a", "a,b,yes,no", "a,\"b\"", "a,\"b", ",")) {
            assertThatIllegalArgumentException()
                    .as(cut)
                    .isThrownBy(() -> AccessMatrix.ofCsv(head + cut))
                    .withMessage("the last line of an access matrix is cut off");
        }
        for (String other : List.of(
                "endpoint,rule,anonymous\n",
                "rule,endpoint,anonymous,authenticated\n",
                "endpoint,rule,authenticated,anonymous\n")) {
            assertThatIllegalArgumentException()
                    .as(other)
                    .isThrownBy(() -> AccessMatrix.ofCsv(other))
                    .withMessage("the first line of an access matrix names its columns");
        }
    }

    /** RFC 4180 quotes what would be read as syntax, RFC 8259 escapes what must not stand in a text. */
    @Test
    void signsThatMeanSomethingAreNotWrittenAsTheyAre() {
        AccessMatrix matrix = AccessMatrix.of(
                List.of("anonymous", "authenticated"),
                List.of(
                        new Row("GET /a", "say \"a\", \\ or\nb", cells("no,yes")),
                        new Row("GET /b", " \u001f\u2028\u2029\u2030", cells("no,if"))));
        assertThat(matrix.toCsv())
                .isEqualTo("endpoint,rule,anonymous,authenticated\n"
                        + "GET /a,\"say \"\"a\"\", \\ or\nb\",no,yes\n"
                        + "GET /b,\" \u001f\u2028\u2029\u2030\",no,if\n");
        assertThat(AccessMatrix.ofCsv(matrix.toCsv())).isEqualTo(matrix);
        assertThat(matrix.toJson())
                .isEqualTo("[\n{\"endpoint\":\"GET /a\",\"rule\":\"say \\\"a\\\", \\\\ or\\u000ab\","
                        + "\"access\":{\"anonymous\":\"no\",\"authenticated\":\"yes\"}},\n"
                        + "{\"endpoint\":\"GET /b\",\"rule\":\" \\u001f\\u2028\\u2029\u2030\","
                        + "\"access\":{\"anonymous\":\"no\",\"authenticated\":\"if\"}}\n]\n");
    }

    @Test
    void aPageIsAWholeDocumentWithARowForEachEndpoint() {
        String page = AccessMatrix.of(
                        List.of("anonymous", "authenticated"), List.of(new Row("GET /a", "a > b", cells("no,yes"))))
                .toHtml("Access");
        assertThat(page)
                .startsWith("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .contains("<title>Access</title>\n<style>\n:root {")
                .contains("<tr><th scope=\"col\">endpoint</th><th scope=\"col\">rule</th>"
                        + "<th scope=\"col\">anonymous</th><th scope=\"col\">authenticated</th></tr>\n</thead>")
                .contains("<tbody>\n<tr><th scope=\"row\">GET /a</th><td class=\"rule\">a &gt; b</td>"
                        + "<td class=\"cell no\">no</td><td class=\"cell yes\">yes</td></tr>\n</tbody>")
                .endsWith("</tbody>\n</table>\n</div>\n</body>\n</html>\n");
    }

    @Test
    void aDifferenceIsToldLineByLineAndWhatOpensFirst() {
        List<String> columns = List.of("anonymous", "authenticated");
        AccessMatrix before = AccessMatrix.of(
                columns, List.of(new Row("GET /a", "r", cells("no,yes")), new Row("GET /gone", "r", cells("no,if"))));
        AccessMatrix after = AccessMatrix.of(
                columns, List.of(new Row("GET /a", "r", cells("yes,no")), new Row("GET /new", "r", cells("no,no"))));
        assertThat(before.to(after).toString()).isEqualTo("""
                opened  GET /a for anonymous: no -> yes
                closed  GET /a for authenticated: yes -> no
                closed  GET /gone for authenticated: if -> no
                added   GET /new
                removed GET /gone""");
        assertThat(before.to(after).isEmpty()).isFalse();
        assertThat(before.to(before)).hasToString("");
        for (Row added : List.of(new Row("GET /b", "r", cells("no,no")), new Row("GET /b", "r", cells("no,yes")))) {
            AccessMatrix one = AccessMatrix.of(columns, List.of());
            AccessMatrix other = AccessMatrix.of(columns, List.of(added));
            assertThat(one.to(other).isEmpty()).isFalse();
            assertThat(other.to(one).isEmpty()).isFalse();
        }
        assertThat(AccessMatrix.of(columns, List.of(new Row("GET /a", "r", cells("no,no"))))
                        .to(AccessMatrix.of(columns, List.of(new Row("GET /a", "r", cells("no,yes")))))
                        .isEmpty())
                .isFalse();
    }

    @Test
    void equalMatricesAreEqualAndOthersAreNot() {
        assertThat(MATRIX)
                .isEqualTo(matrix("no,no,yes,yes", "no,no,no,if"))
                .hasSameHashCodeAs(matrix("no,no,yes,yes", "no,no,no,if"))
                .isNotEqualTo(matrix("no,no,yes,yes", "no,no,no,no"))
                .isNotEqualTo(AccessMatrix.of(List.of("a", "b", "c", "d"), MATRIX.rows()))
                .isNotEqualTo("a table");
        assertThat(MATRIX.hashCode())
                .isNotEqualTo(matrix("no,no,yes,yes", "no,no,no,no").hashCode());
        assertThat(MATRIX.toString()).isEqualTo(MATRIX.toMarkdown());
    }

    @Test
    void rowsFitTheirColumnsAndStandOnce() {
        Row row = new Row("GET /a A", "r", cells("no,no,no,no"));
        assertThatIllegalArgumentException().isThrownBy(() -> AccessMatrix.of(COLUMNS, List.of(row, row)));
        assertThatIllegalArgumentException().isThrownBy(() -> AccessMatrix.of(List.of("anonymous"), List.of(row)));
    }

    @Property(tries = 300)
    void whatIsWrittenReadsBack(@ForAll("matrices") AccessMatrix matrix) {
        assertThat(AccessMatrix.ofCsv(matrix.toCsv())).isEqualTo(matrix);
        assertThat(matrix.to(matrix).isEmpty()).isTrue();
    }

    @Provide
    Arbitrary<AccessMatrix> matrices() {
        Arbitrary<String> texts =
                Arbitraries.strings().withChars("abc ,\"|\n{}/#").ofMinLength(1).ofMaxLength(12);
        Arbitrary<Row> rows = Combinators.combine(
                        texts, texts, Arbitraries.of(Cell.values()).list().ofSize(4))
                .as(Row::new);
        return rows.list().ofMaxSize(6).uniqueElements(Row::endpoint).map(list -> AccessMatrix.of(COLUMNS, list));
    }
}
