package io.gapura.filters.testkit.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProbesTest {
    private static final Options OPTIONS =
            Options.standard().canary("tamarind7").throwing("/shop/fail").parameter("/shop/item?page=");
    private static final URI ITEM = URI.create("http://localhost:8080/shop/api/item?size=1");

    private static Probe named(List<Probe> probes, String name) {
        return probes.stream()
                .filter(probe -> probe.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String target(Probe probe) {
        return probe.request().split("\r\n", 2)[0].replaceAll("^\\S+ | HTTP/1.1$", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://localhost/", "http://localhost/a", "https://[::1]:1/a/b/"})
    void thereIsASetForEveryAddress(String address) {
        List<Probe> probes = Probes.at(URI.create(address), OPTIONS);

        assertThat(probes).hasSizeGreaterThan(160).extracting(Probe::name).doesNotHaveDuplicates();
        assertThat(probes).extracting(Probe::request).doesNotHaveDuplicates();
        assertThat(probes).extracting(Probe::name).allMatch(name -> name.matches("[a-z][a-z0-9-]+"));
    }

    @Test
    void thePlainRequestComesFirst() {
        assertThat(Probes.at(ITEM, OPTIONS).get(0).request())
                .startsWith("GET /shop/api/item?size=1 HTTP/1.1\r\nHost: localhost:8080\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void everyRequestCarriesTheCanary() {
        assertThat(Probes.at(ITEM, OPTIONS)).allMatch(probe -> probe.request().contains("tamarind7"));
    }

    @Test
    void whatMayChangeSomethingGoesToAPathThatNobodyHas() {
        List<Probe> unsafe = Probes.at(ITEM, OPTIONS).stream()
                .filter(probe -> !probe.request().matches("(?s)(GET|get|HEAD|OPTIONS|TRACE|TRACK|CONNECT) .*"))
                .toList();

        assertThat(unsafe)
                .hasSizeGreaterThan(20)
                .allMatch(probe -> target(probe).startsWith("/shop/gapura-doctor-tamarind7"));
    }

    @Test
    void onlyWhoAsksForItHasHisOwnPathTouched() {
        List<Probe> probes = Probes.at(ITEM, OPTIONS.dangerouslyIntrusive());

        assertThat(target(named(probes, "method-delete"))).isEqualTo("/shop/api/item?size=1");
        assertThat(target(named(probes, "content-broken"))).isEqualTo("/shop/api/item?size=1");
    }

    @Test
    void noOverrideNamesAMethodThatExists() {
        assertThat(Probes.at(ITEM, OPTIONS))
                .filteredOn(probe -> probe.request().matches("(?si).*(override|_method).*"))
                .hasSizeGreaterThan(3)
                .allMatch(probe -> probe.request().contains("GAPURA"));
    }

    @Test
    void spellingsAreOfTheExaminedPath() {
        List<Probe> probes = Probes.at(ITEM, OPTIONS);

        assertThat(target(named(probes, "target-dot-dot-parameter"))).isEqualTo("/shop/api/x/..;/item?size=1");
        assertThat(target(named(probes, "target-slash-encoded"))).isEqualTo("/shop/api%2fitem?size=1");
        assertThat(target(named(probes, "target-empty-segment"))).isEqualTo("/shop/api//item?size=1");
        assertThat(target(named(probes, "target-foreign-host")))
                .isEqualTo("http://tamarind7.invalid/shop/api/item?size=1");
        assertThat(target(named(probes, "target-nul"))).isEqualTo("/shop/api/item%00");
        assertThat(target(named(probes, "target-high-byte-raw"))).endsWith("item\u00ff");
    }

    @Test
    void theRootAndAFolderHaveSpellingsToo() {
        List<Probe> root = Probes.at(URI.create("http://localhost/"), OPTIONS);
        List<Probe> folder = Probes.at(URI.create("http://localhost/shop/"), OPTIONS);

        assertThat(target(named(root, "target-dot"))).isEqualTo("/./");
        assertThat(target(named(root, "target-empty-segment"))).isEqualTo("//");
        assertThat(target(named(folder, "target-dot-encoded"))).isEqualTo("/%2e/shop/");
        assertThat(target(named(folder, "dispatch-web-inf"))).isEqualTo("/shop/WEB-INF/web.xml");
    }

    @Test
    void theHiddenRequestBeginsWhereTheFirstOneEnds() {
        String both =
                named(Probes.at(ITEM, OPTIONS), "framing-length-and-chunked").request();

        assertThat(both).contains("\r\n\r\n0\r\n\r\nGET /shop/gapura-doctor-tamarind7 HTTP/1.1\r\n");
        String head = both.substring(0, both.indexOf("\r\n\r\n") + 4);
        assertThat(head).doesNotContain("Connection: close");
        assertThat(head).contains("Content-Length: " + (both.length() - head.length()) + "\r\n");
    }

    @Test
    void parametersGoWhereTheBracesAreOrBehind() {
        assertThat(Probes.at(ITEM, OPTIONS))
                .filteredOn(probe -> probe.area() == Area.PARAMETER)
                .hasSize(9)
                .allMatch(probe -> target(probe).matches("/shop/item\\?page=[^{}]+"));
        assertThat(Probes.at(ITEM, OPTIONS.parameter("/a/{}/b")))
                .extracting(ProbesTest::target)
                .contains("/a/-1/b", "/a/tamarind7/b");
    }

    @Test
    void oversizedMeansMoreThanTheGateTakes() {
        List<Probe> probes = Probes.at(ITEM, OPTIONS);

        assertThat(target(named(probes, "size-target")).length()).isGreaterThan(8 * 1024);
        assertThat(named(probes, "size-headers").request().split("\r\n", -1)).hasSizeGreaterThan(200);
        assertThat(named(probes, "size-body-chunked").request().length()).isGreaterThan(1 << 20);
    }
}
