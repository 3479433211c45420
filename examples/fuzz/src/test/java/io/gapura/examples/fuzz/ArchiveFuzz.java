package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gapura.filters.RefusedException;
import io.gapura.validation.files.ArchiveLimits;
import io.gapura.validation.files.SafeArchive;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** An archive is refused in our words, or another reader finds the same files in it, from its front. */
class ArchiveFuzz {
    @FuzzTest(maxDuration = "30s")
    void anArchiveIsReadAlikeOrRefused(byte[] bytes) throws IOException {
        Map<String, byte[]> ours = new TreeMap<>();
        try (SafeArchive archive = SafeArchive.of(bytes, ArchiveLimits.defaults())) {
            archive.forEach((entry, in) -> ours.put(entry.name(), in.readAllBytes()));
        } catch (RefusedException refused) {
            assertThat(refused.rejection().reason()).startsWith("archive.");
            return;
        }
        Map<String, byte[]> others = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    others.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        assertThat(ours).usingRecursiveComparison().isEqualTo(others);
    }
}
