package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Body;
import io.gapura.filters.BodyGuard;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractsTest {
    private static final Validation STRICT = Validation.strict();

    enum Sort {
        NAME,
        DATE
    }

    @Contract(
            method = "GET",
            inputs = {
                @Contract.Input(name = "page", type = ParameterType.INT, min = 1, max = 100),
                @Contract.Input(name = "since", type = ParameterType.DATE),
                @Contract.Input(
                        name = "sort",
                        words = {"NAME", "DATE"}),
                @Contract.Input(name = "tag", many = 2, pattern = "[a-z]{1,3}", maxLength = 3)
            })
    @Contract(
            method = "POST",
            inputs = @Contract.Input(name = "name", in = ParameterPlace.FORM, required = true, maxLength = 10))
    @Contract(method = "PUT", shape = Weight.class, consumes = "application/json")
    static final class Parcels extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) {}
    }

    static final class Bare extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    record Weight(@Max(9) int grams) {}

    private static Decision decide(RequestView request, Class<?> type) {
        try {
            return STRICT.decide(request.withEndpoint(Endpoint.servlet(request.method(), "/parcels", type)));
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    private static Rejection refused(RequestView request, Class<?> type) {
        return ((Decision.Reject) decide(request, type)).rejection();
    }

    private static Contracts contracts(RequestView request) {
        return contracts(request, "");
    }

    private static Contracts contracts(RequestView request, String content) {
        Object held =
                ((Decision.Proceed) decide(request, Parcels.class)).attributes().get(Contracts.ATTRIBUTE);
        return Contracts.of(servletRequest(held, content));
    }

    private static ServletRequest servletRequest(Object held, String content) {
        return (ServletRequest) Proxy.newProxyInstance(
                ContractsTest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (proxy, method, arguments) -> method.getName().equals("getAttribute") ? held : new Content(content));
    }

    private static final class Content extends ServletInputStream {
        private final InputStream bytes;

        private Content(String text) {
            bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read() throws IOException {
            return bytes.read();
        }

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {}
    }

    @Test
    void aServletIsGivenWhatItDeclaresTyped() {
        Contracts given = contracts(RequestView.get("/parcels?page=7&since=2026-02-28&sort=DATE&tag=a&tag=b"));
        assertThat(given.parameter("page", int.class)).contains(7);
        assertThat(given.parameter("page", Long.class)).contains(7L);
        assertThat(given.parameter("since", LocalDate.class)).contains(LocalDate.of(2026, 2, 28));
        assertThat(given.parameter("sort", Sort.class)).contains(Sort.DATE);
        assertThat(given.parameters("tag", String.class)).isEqualTo(List.of("a", "b"));
        assertThat(contracts(RequestView.get("/parcels")).parameter("page", int.class))
                .isEmpty();
    }

    @Test
    void whatTheContractDoesNotSayIsAMistake() {
        Contracts given = contracts(RequestView.get("/parcels?page=7"));
        assertThatThrownBy(() -> given.parameter("other", String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> given.parameter("tag", String.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> given.parameter("page", LocalDate.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> given.parameter("page", Sort.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> given.parameter("page", Thread.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Contracts.of(servletRequest("anything", "")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aParameterThatBreaksTheContractNeverReachesTheServlet() {
        assertThat(Decided.words(refused(RequestView.get("/parcels?page=0"), Parcels.class)))
                .containsExactly("QUERY page param.range");
        assertThat(Decided.words(refused(RequestView.get("/parcels?sort=date"), Parcels.class)))
                .containsExactly("QUERY sort param.enum");
        assertThat(Decided.words(refused(RequestView.get("/parcels?tag=A"), Parcels.class)))
                .containsExactly("QUERY tag param.pattern");
        assertThat(Decided.words(refused(RequestView.get("/parcels?x=1"), Parcels.class)))
                .containsExactly("QUERY param.unknown");
        assertThat(decide(RequestView.of("HEAD", "/parcels?page=1"), Parcels.class))
                .isInstanceOf(Decision.Proceed.class);
    }

    @Test
    void aFormIsGivenAsItWasChecked() {
        RequestView form = RequestView.post("/parcels").header("Content-Type", "application/x-www-form-urlencoded");
        assertThat(contracts(form.body("name=Ayu")).parameter("name", String.class))
                .contains("Ayu");
        assertThat(contracts(form.body("name=Ayu")).form().all("name")).containsExactly("Ayu");
        assertThat(Decided.words(refused(form.body("name=12345678901"), Parcels.class)))
                .containsExactly("FORM name param.length");
        assertThat(refused(
                        RequestView.post("/parcels")
                                .header("Content-Type", "text/plain")
                                .body("name=a"),
                        Parcels.class))
                .returns(415, Rejection::status)
                .returns("media.type", Rejection::reason);
    }

    private static RequestView put(String content) {
        return RequestView.of("PUT", "/parcels")
                .header("Content-Type", "application/json")
                .body(content);
    }

    @Test
    void whatTheServletBindsKeepsItsConstraints() throws IOException {
        Contracts.Binding binding = (content, type) ->
                new Weight(Integer.parseInt(new String(content.readAllBytes(), StandardCharsets.UTF_8)));
        assertThat(contracts(put("{}"), "9").json(Weight.class, binding)).isEqualTo(new Weight(9));
        assertThatThrownBy(() -> contracts(put("{}"), "10").json(Weight.class, binding))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection())
                                .returns(422, Rejection::status)
                                .returns("content-refused", Rejection::code));
        assertThatThrownBy(() -> contracts(put("{}"), "canary").json(Weight.class, binding))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection())
                                .returns("content-malformed", Rejection::code)
                                .satisfies(rejection ->
                                        assertThat(rejection.note().orElse("")).doesNotContain("canary")));
        assertThatThrownBy(() -> contracts(put("{}"), "").json(Weight.class, (content, type) -> null))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.rejection()).returns("body.required", Rejection::reason));
    }

    @Test
    void aServletWithoutAContractIsLetNothingInAndStopsTheStart() {
        assertThat(Decided.words(refused(RequestView.post("/parcels?a=1"), Bare.class)))
                .containsExactly("QUERY param.unknown");
        assertThat(refused(RequestView.post("/parcels").body("a"), Bare.class).reason())
                .isEqualTo("body.unexpected");
        assertThatThrownBy(() -> STRICT.ruling(Endpoint.servlet("POST", "/parcels", Bare.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lint.missing-contract");
        assertThat(STRICT.ruling(Endpoint.servlet("GET", "/parcels", Bare.class)))
                .isEmpty();
    }

    /** HTTP/2 needs no length and no framing that a header tells: the bytes themselves are looked for. */
    @Test
    void contentThatNobodyAnnouncedIsFoundWhenItComes() throws IOException {
        RequestView request = RequestView.post("/parcels").withBody(Body.from(InputStream::nullInputStream, -1));
        Decision.Proceed watched = (Decision.Proceed) decide(request.protocol("HTTP/2.0"), Bare.class);
        BodyGuard guard = watched.bodyGuard().orElseThrow();
        assertThatThrownBy(() -> guard.bytes(new byte[1], 0, 1))
                .isInstanceOfSatisfying(
                        BodyRejectedException.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo("body.unexpected"));
        assertThat(decide(request.protocol("HTTP/1.1"), Bare.class))
                .isInstanceOfSatisfying(
                        Decision.Proceed.class,
                        left -> assertThat(left.bodyGuard()).isEmpty());
    }

    @Test
    void whatNobodyCanAnnotateIsLeftAlone() throws IOException {
        assertThat(STRICT.decide(RequestView.get("/a?b=1").withEndpoint(Endpoint.files("GET", "/"))))
                .isSameAs(Decision.proceed());
        assertThat(STRICT.decide(RequestView.get("/a?b=1"))).isSameAs(Decision.proceed());
    }

    @Test
    void theCatalogueSaysWhatComesIn() {
        List<Endpoint> endpoints = List.of(
                Endpoint.servlet("POST", "/parcels", Parcels.class),
                Endpoint.servlet("GET", "/parcels", Parcels.class),
                Endpoint.servlet("GET", "/bare", Bare.class),
                Endpoint.files("GET", "/"));
        InputCatalogue catalogue = InputCatalogue.of(STRICT, endpoints);
        assertThat(catalogue.findings()).isEmpty();
        assertThat(catalogue.toMarkdown())
                .startsWith("# What comes in\n\n## GET `/bare`\n")
                .contains("Nothing.\n")
                .contains("| query | `page` | int, optional, 1..100 |\n")
                .contains("| query | `sort` | one of DATE \\| NAME, optional |\n")
                .contains("| form | `name` | text, required, 0..10 characters |\n")
                .contains("| content | | application/x-www-form-urlencoded, optional |\n")
                .doesNotContain("default servlet");
        assertThat(catalogue.toOpenApi("parcels", "1"))
                .contains("\"openapi\" : \"3.1.0\"")
                .contains("\"maximum\" : 100")
                .contains("\"enum\" : [")
                .contains("\"additionalProperties\" : false")
                .contains("\"maxItems\" : 2");
    }
}
