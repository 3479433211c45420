package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.validation.BeanConstraints;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerTableTest {
    private static final BeanConstraints CONSTRAINTS = BeanConstraints.standard();

    private final CustomerTable table = new CustomerTable(CONSTRAINTS);

    private void read(String text, String at) throws IOException {
        table.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), at);
    }

    private List<NewCustomer> customers(String text) throws IOException {
        read(text, "");
        table.refuseIfWrong();
        return table.customers();
    }

    private Rejection refusal(String text) {
        Rejection refusal = catchThrowableOfType(RefusedException.class, () -> customers(text))
                .rejection();
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.code()).isEqualTo("content-refused");
        assertThat(refusal.note()).isEmpty();
        return refusal;
    }

    private static List<String> places(Rejection refusal) {
        return refusal.violations().stream()
                .map(each -> each.at() + " " + each.code())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name,city\\r\\nToko Maju,Bandung\\r\\n",
                "name,city\\nToko Maju,Bandung",
                "city,name\\nBandung,Toko Maju\\n",
                "\"name\",\"city\"\\r\\n\"Toko Maju\",\"Bandung\"\\r\\n",
            })
    void aTableIsReadAsSpreadsheetsWriteIt(String written) throws IOException {
        assertThat(customers(written.translateEscapes())).containsExactly(new NewCustomer("Toko Maju", "Bandung"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() throws IOException {
        assertThat(customers("\uFEFFname,city\nToko Maju,Bandung\n")).hasSize(1);
        assertThat(places(refusal("\uFEFF\uFEFFname,city\nToko Maju,Bandung\n")))
                .containsExactly("/rows/1 body.unknown", "/rows/1/name body.missing");
    }

    @Test
    void whatStandsInACellIsKeptToTheLetter() throws IOException {
        assertThat(customers("name,city\n\"Say \"\"hi\"\", Ltd.\",=1+1\n<b>'; --, x \n"))
                .containsExactly(new NewCustomer("Say \"hi\", Ltd.", "=1+1"), new NewCustomer("<b>'; --", " x "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "name\\nsecret\\n|/rows/1/city body.missing",
                "name,town\\nsecret,x\\n|/rows/1 body.unknown,/rows/1/city body.missing",
                "name,city,owner\\nsecret,x,y\\n|/rows/1 body.unknown",
                "name,city,name\\nsecret,x,y\\n|/rows/1 body.unknown",
                "Name,City\\nsecret,x\\n|/rows/1 body.unknown,/rows/1/city body.missing,/rows/1/name body.missing",
                "secret,Bandung\\n|/rows/1 body.unknown,/rows/1/city body.missing,/rows/1/name body.missing",
                "name,city\\nsecret\\n|/rows/2 body.missing",
                "name,city\\nsecret,x,y\\n|/rows/2 body.unknown",
                "name,city\\nsecret,x\\n\\nsecret,x\\n|/rows/3 body.missing",
                "name,city\\nsecret,x\\n,y\\n|/rows/3/name body.missing",
                "name,city\\nsecret,x\\n \\t,y\\n|/rows/3/name body.missing",
                "name,city\\nsecret,\"x\\ny\"\\n|/rows/2/city text.line-break",
                "name,city\\nsecret,\"x\\n|/rows/2 upload.content",
                "name,city\\nok,x\\n\"secret\"x,y\\n|/rows/3 upload.content",
                "\"name,city|/rows/1 upload.content",
                "name,city\\n|/rows list.size",
                "name,city|/rows list.size",
            })
    void whatIsWrongIsToldByRowAndColumnAndNeverByValue(String written, String places) {
        Rejection refusal = refusal(written.translateEscapes());

        assertThat(places(refusal)).containsExactly(places.split(","));
        assertThat(refusal.violations().toString()).doesNotContain("secret");
    }

    @Test
    void cellsKeepTheConstraintsOfACustomer() throws IOException {
        assertThat(customers("name,city\n" + "x".repeat(80) + ",y\n")).hasSize(1);
        assertThat(places(refusal("name,city\n" + "x".repeat(81) + ",y\n")))
                .containsExactly("/rows/2/name text.length");
    }

    @Test
    void thereAreAThousandRowsAtMost() throws IOException {
        assertThat(customers("name,city\n" + "x,y\n".repeat(CustomerTable.MOST)))
                .hasSize(CustomerTable.MOST);
    }

    @Test
    void oneMoreIsRefused() {
        Rejection refusal = refusal("name,city\n" + "x,y\n".repeat(CustomerTable.MOST + 1));

        assertThat(refusal.violations())
                .containsExactly(new Violation(Violation.Place.BODY, "/rows", "list.size")
                        .with("min", 1)
                        .with("max", CustomerTable.MOST));
    }

    @Test
    void rowsOfAllTablesCountTogether() throws IOException {
        read("name,city\n" + "x,y\n".repeat(CustomerTable.MOST), "/files/0");

        assertThat(places(refusal("name,city\nx,y\n"))).containsExactly("/rows list.size");
    }

    @Test
    void anAnswerSaysTwentyPlacesAndThatThereAreMore() {
        Rejection refusal = refusal("name,city\n" + "x,\n".repeat(500));

        assertThat(refusal.violations())
                .hasSize(20)
                .allMatch(each -> each.code().equals("body.missing"));
        assertThat(refusal.isTruncated()).isTrue();
    }

    @Test
    void nineteenPlacesAreAllThereAre() {
        Rejection refusal = refusal("name,city\n" + "x,\n".repeat(19));

        assertThat(refusal.violations()).hasSize(19);
        assertThat(refusal.isTruncated()).isFalse();
    }

    @Test
    void aTableOfSeveralIsToldByItsPosition() throws IOException {
        read("name,city\nx,y\n", "/files/0");
        read("name,city\nx,\n", "/files/1");

        assertThat(places(refusal("name,city\nx,y\n"))).containsExactly("/files/1/rows/2/city body.missing");
    }
}
