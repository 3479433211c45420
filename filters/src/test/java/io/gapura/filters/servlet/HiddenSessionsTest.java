package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.TrustedProxies;
import io.gapura.filters.UriViolation;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.junit.jupiter.api.Test;

/** A path parameter that the container has taken out of the path is there all the same. */
class HiddenSessionsTest {
    /** A request for {@code /app/x} with a session id. */
    private static final class WithSession extends HttpServletRequestWrapper {
        private final boolean inPath;
        private final String url;

        WithSession(boolean inPath, String url) {
            super(FakeRequest.get("/app/x"));
            this.inPath = inPath;
            this.url = url;
        }

        @Override
        public String getRequestedSessionId() {
            return "1";
        }

        @Override
        public boolean isRequestedSessionIdFromURL() {
            return inPath;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(url);
        }
    }

    private static Iterable<UriViolation> violations(boolean inPath, String url) {
        return ServletViews.read(new WithSession(inPath, url), TrustedProxies.none())
                .target()
                .violations();
    }

    @Test
    void aSessionInThePathIsAPathParameterWhereverItIsSaid() {
        assertThat(violations(true, "http://h/app/x")).containsExactly(UriViolation.PATH_PARAMETER);
        assertThat(violations(false, "http://h/app/x;jsessionid=1")).containsExactly(UriViolation.PATH_PARAMETER);
    }

    @Test
    void aSessionOfACookieIsNone() {
        assertThat(violations(false, "http://h/app/x")).isEmpty();
    }
}
