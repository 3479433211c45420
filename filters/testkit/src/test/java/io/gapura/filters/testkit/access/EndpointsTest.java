package io.gapura.filters.testkit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gapura.filters.Endpoint;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsTest {
    private static final String PACKAGE = "io.gapura.filters.testkit.access.Shop$";

    private final Endpoints shop = Endpoints.of(Shop.Orders.class, Shop.Report.class, Shop.NotMade.class);

    @TempDir
    private Path folder;

    private static Path tests() throws URISyntaxException {
        return Path.of(EndpointsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    @Test
    void resourcesTheirInterfacesLocatorsAndServletsAreFound() {
        assertThat(shop.list())
                .extracting(endpoint -> endpoint.id().replace(PACKAGE, ""))
                .containsExactly(
                        "* /orders/{id}/anything Orders#anything()",
                        "* /orders/{id}/lines Orders#lines()",
                        "GET / Lines#all()",
                        "GET /orders Orders#list()",
                        "GET /orders/latest Orders#latest()",
                        "GET /orders/{id: [0-9]+} Orders#read()",
                        "GET /report Report",
                        "GET /report/* Report",
                        "HEAD /report Report",
                        "HEAD /report/* Report",
                        "POST /orders Orders#create()",
                        "PUT /orders Orders#save(java.lang.String)");
    }

    @Test
    void aDirectoryHoldsWhatItsClassesDeclareAndWhatCannotBeSeenIsTold() throws Exception {
        try (ClassPathScan scan = ClassPathScan.of(List.of(tests()), List.of())) {
            assertThat(scan.endpoints().list()).containsAll(shop.list());
            assertThat(scan.notes()).singleElement().asString().contains("Orders#anything", "java.lang.Object");
            assertThat(scan.unreadable()).isEmpty();
        }
        assertThat(Endpoints.in(tests()).list()).containsAll(shop.list());
    }

    @Test
    void anUnpackedWebArchiveHasTheServletsOfItsDescriptor() throws IOException {
        Files.createDirectories(folder.resolve("WEB-INF/classes"));
        Files.writeString(folder.resolve("WEB-INF/web.xml"), """
                <?xml version="1.0"?>
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee">
                  <filter-mapping><filter-name>f</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                  <servlet><servlet-name>r</servlet-name><servlet-class>%sReport</servlet-class></servlet>
                  <servlet><servlet-name>gone</servlet-name><servlet-class>org.gone.Gone</servlet-class></servlet>
                  <servlet-mapping>
                    <servlet-name>r</servlet-name><url-pattern>/r</url-pattern><url-pattern>*.rep</url-pattern>
                  </servlet-mapping>
                  <servlet-mapping><servlet-name>gone</servlet-name><url-pattern>/gone</url-pattern></servlet-mapping>
                </web-app>
                """.formatted(PACKAGE));
        try (ClassPathScan scan = ClassPathScan.of(List.of(folder), List.of())) {
            assertThat(scan.endpoints().list())
                    .extracting(Endpoint::id)
                    .containsExactly(
                            "* /gone org.gone.Gone",
                            "GET *.rep " + PACKAGE + "Report",
                            "GET /r " + PACKAGE + "Report",
                            "HEAD *.rep " + PACKAGE + "Report",
                            "HEAD /r " + PACKAGE + "Report");
        }
    }

    @Test
    void aDescriptorWithADocumentTypeReadsNoFile() throws IOException {
        Files.createDirectories(folder.resolve("WEB-INF/classes"));
        Path secret = Files.writeString(folder.resolve("secret"), "/secret");
        Files.writeString(
                folder.resolve("WEB-INF/web.xml"),
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><web-app><servlet-mapping>"
                        + "<servlet-name>r</servlet-name><url-pattern>&x;</url-pattern></servlet-mapping></web-app>");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassPathScan.of(List.of(folder), List.of()).close())
                .withMessageContaining("well-formed");
    }

    @Test
    void aClassThatDeclaresEndpointsAndCannotBeReadIsNotPassedOver() throws IOException {
        Files.writeString(folder.resolve("Broken.class"), "Ljakarta/ws/rs/Path;");
        Files.writeString(folder.resolve("Noise.class"), "no class");
        try (ClassPathScan scan = ClassPathScan.of(List.of(folder), List.of())) {
            assertThat(scan.unreadable()).singleElement().asString().startsWith("Broken declares endpoints");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoints.in(folder))
                .withMessageContaining("Broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "shop.war"})
    void whatIsNeitherADirectoryNorAJarIsRefused(String name) throws IOException {
        if (name.endsWith(".war")) {
            Files.writeString(folder.resolve(name), "PK");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassPathScan.of(List.of(folder.resolve(name)), List.of())
                        .close())
                .withMessageContaining("neither a directory nor a jar");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/orders, GET /orders Orders#list()",
        "GET, /api/orders/, GET /orders Orders#list()",
        "HEAD, /api/orders, GET /orders Orders#list()",
        "GET, /api/orders/7, GET /orders/{id: [0-9]+} Orders#read()",
        "GET, /api/orders/latest, GET /orders/latest Orders#latest()",
        "HEAD, /report, HEAD /report Report",
        "GET, /report, GET /report Report",
        "GET, /report/2026/11, GET /report/* Report",
        "GET, /api/orders/x, ''",
        "GET, /orders, ''",
        "GET, /apiorders, ''",
        "DELETE, /api/orders, ''",
    })
    void aPathLeadsToTheMostSpecificEndpoint(String method, String path, String id) {
        assertThat(shop.find(method, path, "/api")
                        .map(found -> found.endpoint().id().replace(PACKAGE, ""))
                        .orElse(""))
                .isEqualTo(id);
    }

    @Test
    void theTemplateSaysWhatItsParametersAre() {
        Endpoints.Found found = shop.find("GET", "/orders/7", "").orElseThrow();
        assertThat(found.parameters().all("id")).containsExactly("7");
        assertThat(found.parameters().all("other")).isEmpty();
    }
}
