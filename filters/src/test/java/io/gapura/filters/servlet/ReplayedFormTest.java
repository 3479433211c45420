package io.gapura.filters.servlet;

import static io.gapura.filters.servlet.Replays.FORM;
import static io.gapura.filters.servlet.Replays.afterReading;
import static io.gapura.filters.servlet.Replays.assertOk;
import static io.gapura.filters.servlet.Replays.ok;
import static io.gapura.filters.servlet.Replays.run;
import static io.gapura.filters.servlet.Replays.untouched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A form as the application gets it: beside the query, decoded strictly, read up to its bound. */
class ReplayedFormTest {
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH"})
    void queryAndFormAreParametersTheQueryFirst(String method) throws Exception {
        FakeRequest request =
                FakeRequest.of(method, "/app/orders?a=1&b=%20").content(FORM + ";charset=UTF-8", "a=2&c=%C3%BC");
        assertOk(afterReading(request, ok((given, answer) -> {
            assertThat(given.getParameter("a")).isEqualTo("1");
            assertThat(given.getParameterValues("a")).containsExactly("1", "2");
            assertThat(given.getParameter("b")).isEqualTo(" ");
            assertThat(given.getParameter("c")).isEqualTo("ü");
            assertThat(given.getParameter("d")).isNull();
            assertThat(given.getParameterValues("d")).isNull();
            assertThat(Collections.list(given.getParameterNames())).containsExactly("a", "b", "c");
            assertThat(given.getParameterMap()).containsOnlyKeys("a", "b", "c");
        })));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE", "OPTIONS"})
    void otherMethodsHaveNoFormParameters(String method) throws Exception {
        FakeRequest request = FakeRequest.of(method, "/app/orders?a=1").content(FORM, "a=2");
        assertOk(untouched(
                request,
                ok((given, answer) -> assertThat(given.getParameterValues("a")).containsExactly("1"))));
    }

    @Test
    void otherTypesHaveNoFormParameters() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "text/plain", "a=2");
        assertOk(untouched(request, ok((given, answer) -> {
            assertThat(given.getParameter("a")).isNull();
            assertThat(given.getInputStream().readAllBytes()).hasSize(3);
        })));
        FakeRequest none = FakeRequest.of("POST", "/app/orders");
        assertOk(untouched(
                none, ok((given, answer) -> assertThat(given.getParameterMap()).isEmpty())));
    }

    @Test
    void aFormCanBeReadAsStreamAfterItsParameters() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", FORM, "a=2");
        assertOk(untouched(request, ok((given, answer) -> {
            assertThat(given.getParameter("a")).isEqualTo("2");
            assertThat(given.getParameter("a")).isEqualTo("2");
            assertThat(given.getInputStream().readAllBytes()).hasSize(3);
            assertThat(given.getInputStream().isFinished()).isTrue();
        })));
        assertThat(request.opened()).isEqualTo(1);
    }

    @Test
    void aFormThatTheApplicationReadItselfHasNoParameters() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", FORM, "a=2");
        assertOk(untouched(request, ok((given, answer) -> {
            given.getInputStream();
            assertThat(given.getParameter("a")).isNull();
        })));
    }

    @Test
    void theValuesAreTheCallersOwnCopy() throws Exception {
        FakeRequest request = FakeRequest.get("/app/orders?a=1");
        assertOk(untouched(request, ok((given, answer) -> {
            given.getParameterValues("a")[0] = "changed";
            assertThat(given.getParameter("a")).isEqualTo("1");
        })));
    }

    @ParameterizedTest
    @CsvSource({"a=%zz", "a=%ff", "a=%00"})
    void aFormThatDoesNotDecodeIsRefusedEachTimeItIsAsked(String content) throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", FORM, content);
        FakeResponse response = untouched(request, (given, answer) -> {
            assertThatThrownBy(given::getParameterMap).isInstanceOf(RuntimeException.class);
            given.getParameterMap();
        });
        assertThat(response.getStatus()).isEqualTo(400);
    }

    @Test
    void aFormInAnotherCharsetIsRefused() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", FORM + ";charset=utf-16", "a=2");
        FakeResponse response = untouched(request, (given, answer) -> given.getParameter("a"));
        assertThat(response.getStatus()).isEqualTo(400);
    }

    @Test
    void aFormIsReadUpToItsBoundAndNoFurther() throws Exception {
        String largest = "a=" + "x".repeat(FormContent.LARGEST - 2);
        assertOk(untouched(
                FakeRequest.post("/app/orders", FORM, largest),
                ok((given, answer) -> assertThat(given.getParameter("a")).hasSize(FormContent.LARGEST - 2))));
        FakeResponse over = untouched(FakeRequest.post("/app/orders", FORM, largest + "x"), (given, answer) -> {
            assertThatThrownBy(() -> given.getParameter("a")).isInstanceOf(RuntimeException.class);
            given.getParameter("a");
        });
        assertThat(over.getStatus()).isEqualTo(413);
    }

    @Test
    void theGuardSeesAFormThatIsReadForItsParameters() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", FORM, "a=bad!");
        FakeResponse response = run(
                Rules.guard(),
                request,
                ok((given, answer) ->
                        assertThatThrownBy(() -> given.getParameter("a")).isInstanceOf(RuntimeException.class)));
        assertThat(response.getStatus()).isEqualTo(422);
    }

    @Test
    void aFormWhoseClientLeftIsNoForm() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", FORM, "a=2").leaving();
        assertOk(untouched(
                request,
                ok((given, answer) -> assertThatThrownBy(() -> given.getParameter("a"))
                        .isInstanceOf(java.io.UncheckedIOException.class))));
    }

    @Test
    void theQueryOfAForwardComesFirst() throws Exception {
        FakeApplication application = FakeApplication.of(Rules.pipeline());
        FakeRequest request = FakeRequest.get("/app/orders?a=1");
        assertOk(application.run(request, ok((given, answer) -> {
            assertThat(given.getParameterValues("a")).containsExactly("1");
            HttpServletRequest raw = (HttpServletRequest) ((jakarta.servlet.ServletRequestWrapper) given).getRequest();
            ((jakarta.servlet.ServletRequestWrapper) given)
                    .setRequest(new jakarta.servlet.http.HttpServletRequestWrapper(raw) {
                        @Override
                        public DispatcherType getDispatcherType() {
                            return DispatcherType.FORWARD;
                        }

                        @Override
                        public String getQueryString() {
                            return "a=0";
                        }
                    });
            assertThat(given.getParameterValues("a")).containsExactly("0", "1");
            ((jakarta.servlet.ServletRequestWrapper) given).setRequest(raw);
            assertThat(given.getParameterValues("a")).containsExactly("1");
        })));
    }

    @Test
    void theQueryOfAnIncludeComesFirst() throws Exception {
        FakeRequest request = FakeRequest.get("/app/orders?a=1");
        assertOk(untouched(request, ok((given, answer) -> {
            request.dispatched(DispatcherType.INCLUDE, null)
                    .attribute(jakarta.servlet.RequestDispatcher.INCLUDE_QUERY_STRING, "a=0");
            assertThat(given.getParameterValues("a")).containsExactly("0", "1");
            request.dispatched(DispatcherType.REQUEST, FakeRequest.mapping("orders", "/orders/*"));
        })));
    }
}
