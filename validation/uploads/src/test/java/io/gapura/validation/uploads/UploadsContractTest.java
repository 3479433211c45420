package io.gapura.validation.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.RequestView;
import io.gapura.validation.Validation;
import io.gapura.validation.files.FileType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A contract knows that files come, and needs nothing in the code that says so again. */
class UploadsContractTest {
    private static final Validation STRICT = Validation.strict();

    /** A resource whose method reads no entity. */
    static final class Scans {
        @Uploads(@UploadRule(part = "scan", types = FileType.TEXT))
        public void add() {}

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
}
