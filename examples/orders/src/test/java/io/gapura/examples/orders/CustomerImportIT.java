package io.gapura.examples.orders;

import static io.gapura.examples.orders.DemoClient.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lists of customers, over HTTP: all of a list is taken, or nothing, and no list is kept. */
class CustomerImportIT extends RunningDemo {
    private static final String PATH = "/api/customers/import";
    private static final String ZIP = "application/zip";

    /** In every name of a test, to be looked for. */
    private String mark;

    @BeforeEach
    void chooseNames() {
        mark = UUID.randomUUID().toString();
    }

    @AfterEach
    void noListIsLeft() throws Exception {
        assertKept(List.of());
    }

    private String table(String... rows) {
        return "name,city\r\n" + String.join("\r\n", rows) + "\r\n";
    }

    private String row() {
        return mark + ",Medan";
    }

    private HttpResponse<String> send(String table, String person) throws Exception {
        return client.upload(PATH, "customers.csv", "text/csv", table.getBytes(StandardCharsets.UTF_8), person);
    }

    private HttpResponse<String> send(byte[] archive) throws Exception {
        return client.upload(PATH, "customers.zip", ZIP, archive, "rani");
    }

    private String found() throws Exception {
        return client.get("/api/customers?name=" + mark, client.person("rani")).body();
    }

    private void assertNoneOf(HttpResponse<String> answer, String word) throws Exception {
        assertProblem(answer, 422, "content-refused");
        assertThat(answer.body()).contains("\"code\":\"" + word + "\"").doesNotContain(mark);
        assertThat(found()).isEqualTo("[]");
    }

    /** Names and contents in turn. */
    private static byte[] zip(String... entries) throws IOException {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(archive)) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.ISO_8859_1));
                zip.closeEntry();
            }
        }
        return archive.toByteArray();
    }

    /** Where the first record of this kind is. */
    private static int at(byte[] archive, String signature) {
        return new String(archive, StandardCharsets.ISO_8859_1).indexOf(signature);
    }

    @Test
    void aListBecomesCustomersOfWhoBroughtIt() throws Exception {
        HttpResponse<String> answer = send(table(row(), "=" + mark + ",Bogor"), "rani");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"customers\":2}");
        assertThat(found())
                .contains("\"name\":\"" + mark + "\",\"city\":\"Medan\",\"owner\":\"people:rani\"")
                .contains("\"name\":\"=" + mark + "\",\"city\":\"Bogor\",\"owner\":\"people:rani\"");
    }

    @Test
    void oneWrongRowIsToldByItsPlaceAndNothingIsTaken() throws Exception {
        HttpResponse<String> answer = send(table(row(), mark + ",", row()), "rani");

        assertNoneOf(answer, "body.missing");
        assertThat(answer.body()).contains("\"pointer\":\"#/rows/3/city\"");
    }

    @Test
    void aListHasAThousandRowsAtMost() throws Exception {
        assertNoneOf(send(table(row() + ("\r\n" + row()).repeat(CustomerTable.MOST)), "rani"), "list.size");
    }

    @Test
    void anArchiveHoldsSeveralLists() throws Exception {
        HttpResponse<String> answer = send(zip("a.csv", table(row(), row()), "more/b.csv", table(row()), "empty/", ""));

        assertThat(answer.body()).isEqualTo("{\"customers\":3}");
        assertThat(found().split(mark, -1)).hasSize(4);
    }

    @Test
    void oneWrongRowInAnArchiveIsToldByTheListToo() throws Exception {
        HttpResponse<String> answer = send(zip("a.csv", table(row()), "b.csv", table("\"" + mark + "\nx\",y")));

        assertNoneOf(answer, "text.line-break");
        assertThat(answer.body()).contains("\"pointer\":\"#/files/1/rows/2/name\"");
    }

    @Test
    void anArchiveOfAnythingElseIsRefusedWhole() throws Exception {
        assertNoneOf(send(zip("a.csv", table(row()), "b.txt", "x")), "archive.entry");
        assertNoneOf(send(zip("a.csv", table(row()), "b.csv", "\u0089PNG\r\n\u001A\n")), "archive.entry");
        assertNoneOf(send(zip("a.csv", table(row()), "b.csv", "<html>")), "archive.entry");
        String inner = new String(zip("b.csv", table(row())), StandardCharsets.ISO_8859_1);
        assertNoneOf(send(zip("a.csv", table(row()), "b.zip", inner)), "archive.entry");
    }

    @ParameterizedTest
    @CsvSource({"../b.csv", "/b.csv", "a/../b.csv", "a\\b.csv", "A.csv", "C:b.csv"})
    void aNameThatLeadsElsewhereOrComesTwiceRefusesTheArchive(String name) throws Exception {
        assertNoneOf(send(zip("a.csv", table(row()), name, table(row()))), "archive.path");
    }

    @Test
    void aLinkRefusesTheArchive() throws Exception {
        byte[] archive = zip("a.csv", table(row()));
        int central = at(archive, "PK\1\2");
        archive[central + 5] = 3;
        archive[central + 40] = (byte) 0xFF;
        archive[central + 41] = (byte) 0xA1;

        assertNoneOf(send(archive), "archive.link");
    }

    @Test
    void anEncryptedEntryRefusesTheArchive() throws Exception {
        byte[] archive = zip("a.csv", table(row()));
        archive[at(archive, "PK\3\4") + 6] |= 1;
        archive[at(archive, "PK\1\2") + 8] |= 1;

        assertNoneOf(send(archive), "archive.encrypted");
    }

    @Test
    void anArchiveHasTenFilesAtMost() throws Exception {
        String[] entries = new String[22];
        for (int i = 0; i < 22; i += 2) {
            entries[i] = i + ".csv";
            entries[i + 1] = table(row());
        }
        assertNoneOf(send(zip(entries)), "archive.count");
        assertThat(send(zip(List.of(entries).subList(2, 22).toArray(String[]::new)))
                        .body())
                .isEqualTo("{\"customers\":10}");
    }

    @Test
    void anArchiveBecomesAMebibyteAtMostAndNoFileMoreThanAList() throws Exception {
        // packed to a twentieth: no bomb, but more than a list
        String rows = new Random(1)
                .ints(18_000, 0, 16)
                .mapToObj(each -> "xxxxxxxx" + each + ",x\r\n")
                .collect(Collectors.joining());
        String[] entries = new String[12];
        for (int i = 0; i < 12; i += 2) {
            entries[i] = i + ".csv";
            entries[i + 1] = rows;
        }

        assertNoneOf(send(zip(entries)), "archive.size");
        assertProblem(send(zip("a.csv", table(row()) + rows + rows)), 413, "body-too-large");
        assertThat(found()).isEqualTo("[]");
    }

    @Test
    void aBombIsRefused() throws Exception {
        assertNoneOf(send(zip("a.csv", table(row()) + " ".repeat(250_000))), "archive.ratio");
    }

    @Test
    void whatIsNoListIsRefused() throws Exception {
        byte[] list = table(row()).getBytes(StandardCharsets.UTF_8);
        assertNoneOf(client.upload(PATH, "customers.zip", ZIP, list, "rani"), "upload.content");
        assertNoneOf(client.upload(PATH, "customers.csv", ZIP, list, "rani"), "upload.content");
        assertNoneOf(
                client.upload(PATH, "customers.csv", "text/csv", zip("a.csv", table(row())), "rani"), "upload.content");
        assertNoneOf(
                client.upload(PATH, "list.csv", "text/csv", new byte[] {(byte) 0xC0, (byte) 0xAF}, "rani"),
                "upload.content");
        assertProblem(
                client.upload(PATH, "customers.xlsx", "application/vnd.ms-excel", list, "rani"),
                415,
                "media-type-refused");
        assertNoneOf(client.upload(PATH, "customers.exe.csv", "text/csv", list, "rani"), "upload.filename");
        assertThat(send("name,city\r\n" + "x".repeat(256 * 1024), "rani").statusCode())
                .isEqualTo(413);
    }

    @Test
    void clerksAloneBringLists() throws Exception {
        assertProblem(send(table(row()), "wira"), 403, "forbidden");
        assertProblem(send(table(row()), "budi"), 403, "forbidden");
        assertProblem(send(table(row()), ""), 401, "authentication-required");
        assertThat(found()).isEqualTo("[]");
    }

    @Test
    void anExportShowsWhatASpreadsheetWouldRun() throws Exception {
        assertThat(send(table("=" + mark + "(),@SUM(A1)", "\"" + mark + ", \"\"Ltd.\"\"\",Solo"), "dewi")
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> answer = client.get("/api/customers/export", client.person("dewi"));

        assertThat(answer.headers().map())
                .containsEntry("Content-Type", List.of("text/csv;charset=utf-8"))
                .containsEntry("Content-Disposition", List.of("attachment; filename=\"customers.csv\""));
        assertThat(answer.body())
                .startsWith("\"name\",\"city\"\r\n")
                .contains("\"'=" + mark + "()\",\"'@SUM(A1)\"\r\n", "\"" + mark + ", \"\"Ltd.\"\"\",\"Solo\"\r\n");
        assertThat(client.get("/api/customers/export", client.person("wira")).body())
                .contains(mark);
        assertThat(client.get("/api/customers/export", client.person("rani")).body())
                .doesNotContain(mark);
        assertThat(client.get("/api/customers/export?page=2", client.person("dewi"))
                        .body())
                .isEqualTo("\"name\",\"city\"\r\n");
        assertProblem(client.get("/api/customers/export?page=0", client.person("dewi")), 400, "parameters-refused");
        assertProblem(client.get("/api/customers/export", client.person("budi")), 403, "forbidden");
        assertProblem(client.get("/api/customers/export", Map.of()), 401, "authentication-required");
    }
}
