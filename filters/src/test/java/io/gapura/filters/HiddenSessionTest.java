package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HiddenSessionTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            # GlassFish and Payara: the flag alone; a second parameter stays
            /app/x,          true,  http://h/app/x,                /app/x;jsessionid
            /app/x;b=2,      true,  http://h/app/x;b=2,            /app/x;b=2
            # Liberty: the URL alone
            /app/x,          false, http://h/app/x;jsessionid=1,   /app/x;jsessionid=1
            /app/x,          false, http://h/app/x;jsessionid=1;b, /app/x;jsessionid=1;b
            # those that hide nothing
            /app/x,          false, http://h/app/x,                /app/x
            /app/x;jsessionid=1, true, http://h/app/x;jsessionid=1, /app/x;jsessionid=1
            # what is no path of a URL
            /app/x,          false, http://h;x,                    /app/x
            /app/x,          false, /app/x;a,                      /app/x
            /app/x,          false, http://a;b/app/x,              /app/x
            """)
    void aHiddenSessionIsShown(String path, boolean inPath, String url, String shown) {
        assertThat(HiddenSession.shown(path, inPath, url)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"true, http://h/app/x", "false, http://h/app/x;jsessionid=1"})
    void whatIsShownIsAPathParameter(boolean inPath, String url) {
        assertThat(Target.of(HiddenSession.shown("/app/x", inPath, url), null, "/app")
                        .violations())
                .containsExactly(UriViolation.PATH_PARAMETER);
    }
}
