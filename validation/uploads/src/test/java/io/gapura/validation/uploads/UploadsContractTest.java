package io.gapura.validation.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.RequestView;
import io.gapura.validation.BodyRule;
import io.gapura.validation.ContractSource;
import io.gapura.validation.EndpointContract;
import io.gapura.validation.InputCatalogue;
import io.gapura.validation.PartRule;
import io.gapura.validation.Validation;
import io.gapura.validation.files.FileType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A contract knows that files come, and needs nothing in the code that says so again. */
class UploadsContractTest {
    private static final Validation STRICT = Validation.strict();

    /** A resource whose method reads no entity. */
    static final class Scans {
        @Uploads(@UploadRule(part = "scan", types = FileType.TEXT))
        public void add() {}

        @Uploads(
                value = @UploadRule(part = "scan", types = FileType.TEXT, maxBytes = "1KiB", maxFiles = 2),
                fields = @UploadField(name = "then", max = 5, required = true))
        public void both() {}

        public void nothing() {}
    }

    /** A servlet without a contract. */
    @Uploads(@UploadRule(part = "scan", types = FileType.TEXT))
    static final class Receiving extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    private static Endpoint resource(String method) {
        try {
            return Endpoint.resource("POST", "/scans", Scans.class, Scans.class.getMethod(method));
        } catch (NoSuchMethodException missing) {
            throw new AssertionError(missing);
        }
    }

    private static Endpoint servlet(String method) {
        return Endpoint.servlet(method, "/scans", Receiving.class);
    }

    private static String reason(Endpoint endpoint, String type) {
        RequestView request = RequestView.of(endpoint.httpMethod(), "/scans")
                .header("Content-Type", type)
                .body("x");
        try {
            return STRICT.decide(request.withEndpoint(endpoint)) instanceof Decision.Reject refused
                    ? refused.rejection().reason()
                    : "";
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    @Test
    void aMultipartIsWantedWhereFilesAreDeclaredAndNowhereElse() {
        for (Endpoint endpoint : new Endpoint[] {resource("add"), servlet("POST")}) {
            assertThat(reason(endpoint, "multipart/form-data; boundary=a")).isEmpty();
            assertThat(reason(endpoint, "text/plain")).isEqualTo("media.type");
            assertThat(reason(endpoint, "multipart/mixed; boundary=a")).isEqualTo("media.type");
            assertThatCode(() -> STRICT.ruling(endpoint)).doesNotThrowAnyException();
        }
        assertThat(reason(resource("nothing"), "multipart/form-data; boundary=a"))
                .isEqualTo("body.unexpected");
        assertThat(reason(servlet("DELETE"), "multipart/form-data; boundary=a")).isEqualTo("body.unexpected");
        assertThatThrownBy(() -> STRICT.ruling(Endpoint.servlet("POST", "/other", HttpServlet.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lint.missing-contract");
    }

    /** What a document beside the code says of the parts. */
    private record Beside(Map<String, PartRule> parts) implements ContractSource {
        @Override
        public Optional<EndpointContract> of(Endpoint endpoint) {
            BodyRule form = BodyRule.of("multipart/form-data").describing(parts);
            return Optional.of(EndpointContract.of("the document").closed().body(form));
        }

        @Override
        public Optional<EndpointContract> named(String name) {
            return Optional.empty();
        }

        @Override
        public SortedSet<String> names() {
            return new TreeSet<>();
        }
    }

    private static PartRule part(boolean file, boolean required, int most, long longest) {
        return new PartRule(file, required, most, longest == 0 ? OptionalLong.empty() : OptionalLong.of(longest));
    }

    private static Validation beside(PartRule scan, PartRule then) {
        return Validation.strict().source(new Beside(Map.of("scan", scan, "then", then)));
    }

    @Test
    void aDocumentMaySayTheSameOfThePartsOrLess() {
        PartRule then = part(false, true, 1, 5);
        for (PartRule scan : List.of(
                part(true, true, 2, 1_024), part(true, true, 2, 0), part(true, true, Integer.MAX_VALUE, 1_024))) {
            assertThatCode(() -> beside(scan, then).ruling(resource("both"))).doesNotThrowAnyException();
        }
    }

    @Test
    void aDocumentThatSaysSomethingElseOfThemStopsTheStart() {
        PartRule scan = part(true, true, 2, 1_024);
        PartRule then = part(false, true, 1, 5);
        for (Validation wrong : List.of(
                beside(part(false, true, 2, 1_024), then),
                beside(part(true, false, 2, 1_024), then),
                beside(part(true, true, 3, 1_024), then),
                beside(part(true, true, 2, 1_023), then),
                beside(scan, part(false, true, 1, 6)),
                Validation.strict().source(new Beside(Map.of("scan", scan))),
                Validation.strict().source(new Beside(Map.of("scan", scan, "then", then, "more", then))))) {
            assertThatThrownBy(() -> wrong.ruling(resource("both")))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("lint.contradiction");
        }
    }

    @Test
    void partsThatNobodyReceivesStopTheStart() {
        Validation policy = Validation.strict().source(new Beside(Map.of("scan", part(true, true, 1, 0))));
        assertThatThrownBy(() -> policy.ruling(servlet("DELETE")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lint.parts-not-received");
    }

    @Test
    void thePrintedDocumentNamesTheParts() {
        InputCatalogue catalogue = InputCatalogue.of(STRICT, List.of(resource("both")));
        assertThat(catalogue.toOpenApi("t", "1").replaceAll("\\s", ""))
                .contains("\"scan\":{\"type\":\"array\",\"items\":{\"type\":\"string\","
                        + "\"contentMediaType\":\"application/octet-stream\",\"maxLength\":1024},\"maxItems\":2}")
                .contains("\"then\":{\"type\":\"string\",\"maxLength\":5}", "\"required\":[\"scan\",\"then\"]");
    }
}
