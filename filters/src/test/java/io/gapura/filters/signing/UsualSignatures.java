package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one signature the quick way, and compares it with the general one. */
final class UsualSignatures {
    private UsualSignatures() {}

    static @Nullable UsualSignature usual(Headers headers, CoveredLists known) {
        AsciiBuffer lent = new AsciiBuffer(16);
        UsualSignature usual = UsualSignature.in(headers, known, lent);
        assertThat(lent.length()).as("the lent buffer is empty again").isZero();
        return usual;
    }

    static UsualSignature read(String input, String signature) {
        return usual(
                Headers.of("Signature-Input", input, "Signature", signature), CoveredLists.of(SignatureProfile.STRICT));
    }

    /** What the quick way reads, the general way reads as well. */
    static void assertSame(UsualSignature usual, Headers headers) throws SignatureRefusedException {
        SignatureFields fields = SignatureFields.read(headers).orElseThrow();
        assertThat(fields.labels()).hasSize(1);
        String label = fields.labels().iterator().next();
        SignatureInput own = SignatureInput.of(fields.input(label));
        SignatureInput input = usual.input();
        assertThat(usual.bytes()).isEqualTo(fields.signature(label));
        assertThat(input.text()).isEqualTo(own.text());
        assertThat(input.components()).isEqualTo(own.components());
        assertThat(List.of(input.created(), input.expires(), input.nonce(), input.alg(), input.keyId(), input.tag()))
                .isEqualTo(List.of(own.created(), own.expires(), own.nonce(), own.alg(), own.keyId(), own.tag()));
        assertThat(FieldWriter.value(new Member.InnerList(List.of(), input.parameters())))
                .isEqualTo(FieldWriter.value(new Member.InnerList(List.of(), own.parameters())));
        assertThat(headers.all("signature-input").get(0)).isEqualTo(label + "=" + own.text());
    }
}
