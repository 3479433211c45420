package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayKeyTest {
    @ParameterizedTest
    @CsvSource({"signing,k,0123456789abcdef", "webhooks stripe,1795262400,evt_é", "日本,ÿ,Ā", "'','',''"})
    void itIsTheHashOfThreePartsWithTheirLengthsInBytes(String policy, String keyId, String nonce) throws Exception {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (String part : new String[] {policy, keyId, nonce}) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            length(parts, bytes.length);
            parts.write(bytes);
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(parts.toByteArray());
        assertThat(ReplayKey.of(policy, keyId, nonce).hex())
                .isEqualTo(HexFormat.of().formatHex(hash, 0, 16));
    }

    @ParameterizedTest
    @ValueSource(ints = {127, 128, 20_000})
    void longPartsAreNoOthers(int length) throws Exception {
        itIsTheHashOfThreePartsWithTheirLengthsInBytes("p", "k".repeat(length), "é".repeat(length));
    }

    @ParameterizedTest
    @CsvSource({"signing,k,0123456789abcdef", "s,'',''"})
    void theQuickWayMakesTheSame(String policy, String keyId, String nonce) {
        assertThat(new Workspace().key(policy, keyId, nonce)).isEqualTo(ReplayKey.of(policy, keyId, nonce));
    }

    /** Seven bits a byte, the lowest first. */
    private static void length(ByteArrayOutputStream out, int length) {
        if (length > 127) {
            out.write(length % 128 + 128);
            length(out, length / 128);
        } else {
            out.write(length);
        }
    }
}
