package io.gapura.filters.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nX-A: one\r\nX-A:two\r\n";

    /** Gives at most so many bytes at a time, as a slow network does. */
    private static InputStream split(String text, int most) {
        return new FilterInputStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return super.read(bytes, offset, Math.min(length, most));
            }
        };
    }

    private static RawAnswer read(String text) throws IOException {
        return new AnswerReader(split(text, Integer.MAX_VALUE)).read(false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void anAnswerInPiecesIsTheSameAnswer(int most) throws IOException {
        String text =
                HEAD + "Transfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n";

        RawAnswer answer = new AnswerReader(split(text, most)).read(false);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.all("x-a")).containsExactly("one", "two");
        assertThat(answer.text()).isEqualTo("abc0123456789");
        assertThat(answer.complete()).isTrue();
    }

    @Test
    void contentEndsWhereItsLengthSays() throws IOException {
        assertThat(read(HEAD + "Content-Length: 3\r\n\r\nabcdef").text()).isEqualTo("abc");
    }

    @Test
    void contentWithoutLengthEndsWithTheConnection() throws IOException {
        assertThat(read(HEAD + "\r\nall of it").text()).isEqualTo("all of it");
    }

    @Test
    void shorterContentThanDeclaredIsIncomplete() throws IOException {
        RawAnswer answer = read(HEAD + "Content-Length: 9\r\n\r\nabc");

        assertThat(answer.complete()).isFalse();
        assertThat(answer.text()).isEqualTo("abc");
    }

    @Test
    void chunksWithoutTheLastOneAreIncomplete() throws IOException {
        assertThat(read(HEAD + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n").complete())
                .isFalse();
    }

    @Test
    void theAnswerToHeadHasNoContent() throws IOException {
        RawAnswer answer = new AnswerReader(split(HEAD + "Content-Length: 9\r\n\r\n", 9)).read(true);

        assertThat(answer.content()).isEmpty();
        assertThat(answer.complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"204 No Content", "304 Not Modified"})
    void someAnswersNeverHaveContent(String status) throws IOException {
        assertThat(read("HTTP/1.1 " + status + "\r\n\r\nrest").content()).isEmpty();
    }

    @Test
    void interimAnswersAreSkipped() throws IOException {
        assertThat(read("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aConnectionThatSaysNothingIsNoAnswer() throws IOException {
        assertThat(read("").status()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-x\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 2000 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: no name\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: cut",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n"
            })
    void whatIsNotHttpIsAnError(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    @Test
    void contentIsReadUpToOneMebibyteAndNotBeyond() throws IOException {
        int bound = 1 << 20;
        assertThat(read(HEAD + "\r\n" + "a".repeat(bound)).content()).hasSize(bound);
        assertThatThrownBy(() -> read(HEAD + "\r\n" + "a".repeat(bound + 1))).hasMessageContaining("1 MiB");
    }
}
