package io.gapura.filters.protect;

import io.gapura.filters.json.StrictObject;
import io.gapura.filters.protect.UnsealableException.Reason;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * What a stored text says before any key is used: JWE compact serialization, read strictly, because base64url that is read
 * loosely gives one value many texts.
 *
 * @param parts header, encrypted key, nonce, ciphertext and tag
 */
record SealedText(List<String> parts, String keyId, String place) {
    /** 65,536 bytes of text, the largest header, key, nonce and tag. */
    static final int LONGEST = 88_200;

    private static final int PARTS = 5;

    SealedText {
        parts = List.copyOf(parts);
    }

    static SealedText read(String text) {
        if (text.length() > LONGEST) {
            throw new UnsealableException(Reason.MALFORMED);
        }
        List<String> parts = List.of(text.split("\\.", PARTS + 1));
        if (parts.size() != PARTS) {
            throw new UnsealableException(Reason.MALFORMED);
        }
        parts.forEach(SealedText::decode);
        return read(parts);
    }

    private static SealedText read(List<String> parts) {
        Map<String, Object> header;
        try {
            header = StrictObject.read(decode(parts.get(0)));
        } catch (IOException malformed) {
            throw new UnsealableException(Reason.MALFORMED);
        }
        boolean ours = header.size() == 5
                && "A256KW".equals(header.get("alg"))
                && "A256GCM".equals(header.get("enc"))
                && List.of("ctx").equals(header.get("crit"));
        if (ours && header.get("kid") instanceof String keyId && header.get("ctx") instanceof String place) {
            return new SealedText(parts, keyId, place);
        }
        throw new UnsealableException(Reason.MALFORMED);
    }

    /** The one text of these bytes, or none. */
    private static byte[] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException foreign) {
            // the same answer as for padding and for bits that nobody reads
        }
        throw new UnsealableException(Reason.MALFORMED);
    }
}
