package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.RefusedException;
import io.gapura.validation.files.FileRules;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.ImageHeader;
import java.util.Arrays;

/** Whatever the bytes are, a file is accepted or refused in our words, and an image has a size or none. */
class FileTypeFuzz {
    @FuzzTest(maxDuration = "30s")
    void aFileIsOfItsTypeOrRefused(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        FileType type = FileType.values()[(bytes[0] & 0xFF) % FileType.values().length];
        byte[] content = Arrays.copyOfRange(bytes, 1, bytes.length);
        FileType.detect(content);
        ImageHeader.read(content).ifPresent(image -> assertThat(image.pixels()).isPositive());
        try {
            FileRules.allowing(type).verify(content, "a." + type.extensions().get(0), type.mediaType());
        } catch (RefusedException refused) {
            assertThat(refused.rejection().status()).isIn(413, 422);
            assertThat(refused.rejection().reason()).matches("(upload|archive)\\.[a-z]+");
        }
    }
}
