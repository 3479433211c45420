package io.gapura.filters.servlet;

import static io.gapura.filters.servlet.Replays.FORM;
import static io.gapura.filters.servlet.Replays.afterReading;
import static io.gapura.filters.servlet.Replays.assertOk;
import static io.gapura.filters.servlet.Replays.ok;
import static io.gapura.filters.servlet.Replays.run;
import static io.gapura.filters.servlet.Replays.untouched;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Exchange;
import io.gapura.filters.RefusedException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayedRequestTest {
    @Test
    void theStreamThatAPolicyReadIsReplayed() throws Exception {
        assertOk(afterReading(FakeRequest.post("/app/orders", "text/plain", "content"), ok((request, answer) -> {
            ServletInputStream in = request.getInputStream();
            assertThat(in).isSameAs(request.getInputStream());
            assertThat(in.isReady()).isTrue();
            assertThat(in.isFinished()).isFalse();
            assertThat(in.available()).isEqualTo(7);
            assertThat(in.read()).isEqualTo('c');
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("ontent");
            assertThat(in.isFinished()).isTrue();
            in.close();
        })));
    }

    @Test
    void theReaderReadsTheReplay() throws Exception {
        assertOk(afterReading(
                FakeRequest.post("/app/orders", "text/plain;charset=utf-8", "grüße"), ok((request, answer) -> {
                    assertThat(request.getReader()).isSameAs(request.getReader());
                    assertThat(request.getReader().readLine()).isEqualTo("grüße");
                })));
    }

    /** CXF takes the stream before it knows which endpoint it calls, and a policy of that endpoint has to read. */
    @Test
    void aStreamThatWasTakenAndNotReadIsTheReplayOfWhatAPolicyReadsThen() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "text/plain", "content");
        assertOk(untouched(request, ok((given, answer) -> {
            ServletInputStream taken = given.getInputStream();
            Exchange exchange = (Exchange) given.getAttribute(Exchange.ATTRIBUTE);
            assertThat(exchange.request().body().read(100).remaining()).isEqualTo(7);
            assertThat(taken.isReady()).isTrue();
            assertThat(taken.readAllBytes()).asString().isEqualTo("content");
            assertThat(request.opened()).isOne();
        })));
    }

    @Test
    void aStreamThatWasReadFromIsNoPolicysAnyMore() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "text/plain", "content");
        assertOk(untouched(request, ok((given, answer) -> {
            assertThat(given.getInputStream().read()).isEqualTo('c');
            Exchange exchange = (Exchange) given.getAttribute(Exchange.ATTRIBUTE);
            assertThatThrownBy(() -> exchange.request().body().read(100))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("already has the stream");
        })));
    }

    @Test
    void anUnreadBodyIsOpenedWhenTheApplicationAsksAndNotBefore() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "text/plain", "content");
        assertOk(untouched(request, ok((given, answer) -> {
            given.getParameter("a");
            assertThat(request.opened()).isZero();
            assertThat(given.getInputStream().readAllBytes()).hasSize(7);
            assertThat(given.getInputStream().isFinished()).isTrue();
        })));
    }

    @ParameterizedTest
    @CsvSource({"application/json, UTF-8", "application/problem+json, UTF-8", "text/plain, ISO-8859-1"})
    void theCharsetOfAReaderFollowsTheType(String type, String charset) throws Exception {
        String expected = new String("ü".getBytes(StandardCharsets.UTF_8), charset);
        assertOk(untouched(
                FakeRequest.post("/app/orders", type, "ü"),
                ok((request, answer) ->
                        assertThat(request.getReader().readLine()).isEqualTo(expected))));
    }

    @Test
    void aReaderRefusesWhatIsNotOfTheCharset() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "text/plain;charset=us-ascii", "ü");
        untouched(
                request,
                (given, answer) -> assertThatThrownBy(() -> given.getReader().readLine())
                        .isInstanceOf(MalformedInputException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "%%"})
    void anUnknownCharsetIsSaidSo(String charset) throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "text/plain;charset=" + charset, "x");
        untouched(
                request,
                (given, answer) ->
                        assertThatThrownBy(given::getReader).isInstanceOf(UnsupportedEncodingException.class));
    }

    @Test
    void readerAndStreamExcludeEachOther() throws Exception {
        FakeRequest first = FakeRequest.post("/app/orders", "text/plain", "x");
        assertOk(untouched(first, ok((request, answer) -> {
            request.getReader();
            assertThatThrownBy(request::getInputStream).isInstanceOf(IllegalStateException.class);
        })));
        FakeRequest second = FakeRequest.post("/app/orders", "text/plain", "x");
        assertOk(untouched(second, ok((request, answer) -> {
            request.getInputStream();
            assertThatThrownBy(request::getReader).isInstanceOf(IllegalStateException.class);
        })));
    }

    @Test
    void multipartIsTheContainersWhileNobodyTouchedIt() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "Multipart/Form-Data; boundary=x", "--x--");
        assertOk(untouched(request, ok((given, answer) -> {
            assertThat(given.getParts()).isEmpty();
            assertThat(given.getPart("a")).isNull();
            assertThat(given.getParameter("parsed-by")).isEqualTo("container");
        })));
        assertThat(request.opened()).isZero();
    }

    @Test
    void partsOfABodyThatWasReadAreRefused() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders?a=1", "multipart/form-data; boundary=x", "--x--");
        assertOk(afterReading(request, ok((given, answer) -> {
            assertThatThrownBy(given::getParts).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> given.getPart("a")).isInstanceOf(RefusedException.class);
            assertThat(given.getParameterMap()).containsOnlyKeys("a");
        })));
    }

    @Test
    void partsOfABodyThatIsWatchedAreRefusedInOurWords() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "multipart/form-data; boundary=x", "--x--");
        FakeResponse response = run(Rules.guard(), request, (given, answer) -> given.getParts());
        assertThat(response.getStatus()).isEqualTo(415);
        assertThat(response.content()).contains("media-type-refused");
    }

    @Test
    void aProvenCallerIsThePrincipal() throws Exception {
        FakeRequest request =
                FakeRequest.get("/app/orders").header("X-Caller", "ann").principal(() -> "container");
        assertOk(run(Rules.caller(), request, ok((given, answer) -> {
            assertThat(given.getUserPrincipal().getName()).isEqualTo("ann");
            assertThat(given.getRemoteUser()).isEqualTo("ann");
            assertThat(given.getAuthType()).isEqualTo("test");
            assertThat(given.isUserInRole("teller")).isTrue();
            assertThat(given.isUserInRole("container-role")).isFalse();
        })));
    }

    @Test
    void withoutAProvenCallerTheContainersStays() throws Exception {
        FakeRequest request = FakeRequest.get("/app/orders").principal(() -> "container");
        assertOk(run(Rules.caller(), request, ok((given, answer) -> {
            assertThat(given.getUserPrincipal().getName()).isEqualTo("container");
            assertThat(given.getRemoteUser()).isEqualTo("container");
            assertThat(given.getAuthType()).isEqualTo("BASIC");
            assertThat(given.isUserInRole("container-role")).isTrue();
            assertThat(given.isUserInRole("teller")).isFalse();
        })));
    }

    @Test
    void aReplayTellsAListenerOnce() throws Exception {
        List<String> told = new ArrayList<>();
        FakeRequest request = FakeRequest.post("/app/orders", "text/plain", "content");
        afterReading(request, (given, answer) -> {
            given.startAsync();
            ServletInputStream in = given.getInputStream();
            in.setReadListener(new Telling(told, in));
        });
        assertThat(told).containsExactly("7", "end");
    }

    @Test
    void aListenerThatFailsIsTold() throws Exception {
        List<String> told = new ArrayList<>();
        FakeRequest request = FakeRequest.post("/app/orders", "text/plain", "content");
        afterReading(request, (given, answer) -> {
            given.startAsync();
            given.getInputStream().setReadListener(new Telling(told, null));
        });
        assertThat(told).containsExactly("error");
    }

    @Test
    void theWireHasItsOwnListener() throws Exception {
        FakeRequest request = FakeRequest.post("/app/orders", "text/plain", "content");
        untouched(
                request,
                (given, answer) -> assertThatThrownBy(
                                () -> given.getInputStream().setReadListener(new Telling(new ArrayList<>(), null)))
                        .isInstanceOf(UnsupportedOperationException.class));
    }

    private record Telling(List<String> told, ServletInputStream in) implements ReadListener {
        @Override
        public void onDataAvailable() throws IOException {
            told.add(Integer.toString(in.readAllBytes().length));
        }

        @Override
        public void onAllDataRead() {
            told.add("end");
        }

        @Override
        public void onError(Throwable thrown) {
            told.add("error");
        }
    }

    @Property(tries = 200)
    void everyFormThatIsEncodedComesBack(@ForAll @Size(max = 20) List<@StringLength(max = 10) String> values)
            throws Exception {
        List<String> clean = values.stream()
                .map(value -> value.replace("\0", ""))
                .filter(value -> StandardCharsets.UTF_8.newEncoder().canEncode(value))
                .toList();
        StringBuilder content = new StringBuilder();
        for (String value : clean) {
            content.append(content.isEmpty() ? "" : "&")
                    .append("a=")
                    .append(java.net.URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        FakeRequest request = FakeRequest.post("/app/orders", FORM, content.toString());
        assertOk(afterReading(request, ok((given, answer) -> {
            String[] read = given.getParameterValues("a");
            assertThat(read == null ? List.of() : List.of(read)).isEqualTo(clean);
        })));
    }
}
