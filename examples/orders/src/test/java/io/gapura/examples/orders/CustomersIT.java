package io.gapura.examples.orders;

import static io.gapura.examples.orders.DemoClient.assertProblem;
import static io.gapura.examples.orders.DemoClient.documentOf;
import static io.gapura.examples.orders.DemoClient.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents of customers and the search for customers, over HTTP. */
class CustomersIT extends RunningDemo {
    private static final String PDF = "%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\nstartxref\n9\n%%EOF\n";

    private String documents;

    @BeforeEach
    void makeACustomer() throws Exception {
        documents = "/api/customers/" + customer("Toko Maju", "rani") + "/documents";
    }

    private String customer(String name, String owner) throws Exception {
        String body = "{\"name\":\"" + name + "\",\"city\":\"Bandung\"}";
        return idOf(client.post("/api/customers", body, client.person(owner)));
    }

    private HttpResponse<String> send(String name, String type, byte[] content, String person) throws Exception {
        return client.upload(documents, name, type, content, person);
    }

    private HttpResponse<String> sendPdf(String content, String person) throws Exception {
        return send("scan.pdf", "application/pdf", content.getBytes(StandardCharsets.ISO_8859_1), person);
    }

    private static byte[] image(String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB), format, out))
                .isTrue();
        return out.toByteArray();
    }

    @Test
    void aDocumentComesBackToBeSavedAndNeverRun() throws Exception {
        String id = idOf(sendPdf(PDF, "rani"));

        HttpResponse<String> answer = client.get(documents + "/" + id, client.person("rani"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(PDF);
        assertThat(answer.headers().map())
                .containsEntry("Content-Type", List.of("application/pdf"))
                .containsEntry("Content-Disposition", List.of("attachment; filename=\"scan.pdf\""))
                .containsEntry("Content-Security-Policy", List.of("sandbox; default-src 'none'"))
                .containsEntry("X-Content-Type-Options", List.of("nosniff"));
        assertThat(client.get(documents, client.person("rani")).body())
                .startsWith("[{\"id\":\"" + id + "\",\"name\":\"scan.pdf\",\"type\":\"application/pdf\",\"length\":"
                        + PDF.length());
    }

    @Test
    void documentsAreTheirOwnersFilesUnderNamesThatSayNothing() throws Exception {
        String id = idOf(sendPdf(PDF, "rani"));

        assertThat(kept())
                .anyMatch(file -> file.getFileName().toString().contains(id))
                .allSatisfy(file -> {
                    assertThat(file.toString()).doesNotContain("scan.");
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------");
                });
    }

    @ParameterizedTest
    @CsvSource({"png,image/png", "jpg,image/jpeg"})
    void picturesAreDocumentsToo(String format, String type) throws Exception {
        assertThat(send("scan." + format, type, image(format), "rani").statusCode())
                .isEqualTo(201);
    }

    @Test
    void whatIsNotAsDeclaredLeavesNoFile() throws Exception {
        List<Path> before = kept();

        assertProblem(sendPdf(PDF + "PK\3\4", "rani"), 422, "content-refused");
        assertProblem(sendPdf(PDF.replace("/Catalog", "/Catalog /JavaScript (x)"), "rani"), 422, "content-refused");
        assertProblem(sendPdf("<html>" + PDF, "rani"), 422, "content-refused");
        assertThat(send("scan.png", "application/pdf", PDF.getBytes(StandardCharsets.ISO_8859_1), "rani")
                        .statusCode())
                .isBetween(415, 422);
        assertThat(send("scan.html", "text/html", "<b>".getBytes(StandardCharsets.ISO_8859_1), "rani")
                        .statusCode())
                .isBetween(415, 422);
        assertKept(before);
        assertThat(client.get(documents, client.person("rani")).body()).isEqualTo("[]");
    }

    @ParameterizedTest
    @CsvSource({"0,201", "1,413"})
    void aDocumentHasAMebibyteAtMost(int more, int status) throws Exception {
        int blanks = (1 << 20) - PDF.length() + more;
        List<Path> before = kept();

        assertThat(sendPdf(PDF.replace("1 0 obj", " ".repeat(blanks) + "1 0 obj"), "rani")
                        .statusCode())
                .isEqualTo(status);
        assertThat(kept()).hasSize(before.size() + (status == 201 ? 1 : 0));
    }

    @Test
    void documentsAreForThoseWhoSeeTheCustomer() throws Exception {
        String document = documents + "/" + idOf(sendPdf(PDF, "rani"));
        List<Path> before = kept();

        assertThat(client.get(document, client.person("wira")).statusCode()).isEqualTo(200);
        assertProblem(sendPdf(PDF, "wira"), 403, "forbidden");
        assertProblem(sendPdf(PDF, "dewi"), 404, "not-found");
        assertProblem(client.get(document, client.person("budi")), 403, "forbidden");
        assertProblem(client.get(document, Map.of()), 401, "authentication-required");
        HttpResponse<String> foreign = client.get(document, client.person("dewi"));
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(documentOf(foreign))
                .isEqualTo(documentOf(client.get("/api/customers/none/documents", client.person("dewi"))));
        assertKept(before);
    }

    @Test
    void aDocumentIsNotFoundByTheCustomerOfSomebodyElse() throws Exception {
        String id = idOf(sendPdf(PDF, "rani"));
        String own = "/api/customers/" + customer("Warung Dewi", "dewi") + "/documents/";

        assertProblem(client.get(own + id, client.person("dewi")), 404, "not-found");
    }

    @Test
    void aSearchFindsPartsOfNamesAmongOnesOwn() throws Exception {
        String id = customer("Kopi 100%_Asli!", "dewi");
        String sought = "\"id\":\"" + id + "\"";

        assertThat(search("name=kopi", "dewi")).contains(sought);
        assertThat(search("name=100%25_", "dewi")).contains(sought);
        assertThat(search("name=asli!", "dewi")).contains(sought);
        assertThat(search("name=kopi", "wira")).contains(sought);
        assertThat(search("name=kopi", "rani")).isEqualTo("[]");
        assertThat(search("name=kopi&page=2", "dewi")).isEqualTo("[]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"k%25i", "k_pi", "x'+OR+'1'='1", "!", "kopi!"})
    void whatIsSoughtIsNeverAPattern(String text) throws Exception {
        customer("Kopi Asli", "dewi");

        assertThat(search("name=" + text.replace("'", "%27"), "dewi")).doesNotContain("Kopi Asli\"");
    }

    @Test
    void aPageHasTwentyOfThem() throws Exception {
        for (int i = 0; i <= CustomerBook.PAGE; i++) {
            customer("Halaman " + i, "dewi");
        }

        assertThat(search("name=halaman", "dewi").split("\"id\"", -1)).hasSize(1 + CustomerBook.PAGE);
        assertThat(search("name=halaman&page=2", "dewi").split("\"id\"", -1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"page=0", "page=1001", "page=x", "page=1&page=2", "name=a%0Ab", "name=a&name=b", "sort=name"})
    void whatIsNoSearchIsRefused(String query) throws Exception {
        assertProblem(client.get("/api/customers?" + query, client.person("dewi")), 400, "parameters-refused");
    }

    @ParameterizedTest
    @CsvSource({"80,200", "81,400"})
    void aNameHasEightyLettersAtMost(int letters, int status) throws Exception {
        assertThat(client.get("/api/customers?name=" + "a".repeat(letters), client.person("dewi"))
                        .statusCode())
                .isEqualTo(status);
    }

    private String search(String query, String person) throws Exception {
        HttpResponse<String> answer = client.get("/api/customers?" + query, client.person(person));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
