package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.validation.XmlFactories;
import io.gapura.validation.XmlGuard;
import java.io.ByteArrayInputStream;
import org.xml.sax.helpers.DefaultHandler;

/** XML is refused in our words or is read by another parser that lets no document type through. */
class XmlGuardFuzz {
    @FuzzTest(maxDuration = "30s")
    void aDocumentIsPlainDataOrRefused(byte[] bytes) {
        if (XmlGuard.violation(bytes).isEmpty()) {
            assertThatCode(() -> XmlFactories.sax()
                            .newSAXParser()
                            .parse(new ByteArrayInputStream(bytes), new DefaultHandler()))
                    .doesNotThrowAnyException();
        }
    }
}
