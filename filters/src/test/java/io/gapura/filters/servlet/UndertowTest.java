package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The habits of one container, as far as they can be had without it; the scenarios run on the real one. */
class UndertowTest {
    @Test
    void aResponseOfAnotherContainerIsNotItsOwn() {
        assertThat(Undertow.made(new HttpServletResponseWrapper(new FakeResponse())))
                .isFalse();
    }

    @Test
    void theEndOfACutAnswerFails() {
        AtomicBoolean cut = new AtomicBoolean();
        FakeResponse response = new FakeResponse();
        Undertow.breaksWhen(cut::get, response);
        assertThat(response.trailers()).isEmpty();
        cut.set(true);
        assertThatThrownBy(response::trailers).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anAnswerWithoutChunksIsLeftAsItIs() {
        Undertow.breaksWhen(() -> true, new HttpServletResponseWrapper(new FakeResponse()) {
            @Override
            public void setTrailerFields(Supplier<Map<String, String>> supplier) {
                throw new IllegalStateException("a length was declared");
            }
        });
    }
}
