package io.gapura.filters.dpop;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.gapura.filters.Headers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/**
 * A DPoP proof as it came: well-formed, of the one type, under an algorithm that counts (RFC 9449 §4.3, checks 1 to 5 and
 * 7). Nothing in it is proven until {@link ProofKey#requireSigned}.
 */
final class Proof {
    /** Room for an RSA key of 4,096 bits and its signature. */
    static final int LONGEST = 4_096;

    private static final String FIELD = "dpop";
    private static final String TYPE = "dpop+jwt";
    private static final int LONGEST_CLAIM = 2_048;

    private final ProofKey key;
    private final byte[] signed;
    private final Base64URL signature;
    private final Map<String, Object> claims;

    private Proof(ProofKey key, byte[] signed, Base64URL signature, Map<String, Object> claims) {
        this.key = key;
        this.signed = signed;
        this.signature = signature;
        this.claims = claims;
    }

    /** Exactly one line, and one proof in it. */
    static Proof in(Headers fields) throws ProofRefusedException {
        List<String> lines = fields.all(FIELD);
        ProofRefusedException.require(!lines.isEmpty(), "proof: missing");
        ProofRefusedException.require(lines.size() == 1, "proof: several lines");
        return read(lines.get(0));
    }

    private static Proof read(String text) throws ProofRefusedException {
        ProofRefusedException.require(text.length() <= LONGEST, "proof: length");
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        boolean three = first > 0 && second > first + 1 && second < text.length() - 1;
        ProofRefusedException.require(three && isEncoded(text, first, second), "proof: syntax");
        try {
            JWSHeader header = JWSHeader.parse(new Base64URL(text.substring(0, first)));
            requireHeader(header);
            String payload = new Base64URL(text.substring(first + 1, second)).decodeToString();
            return new Proof(
                    ProofKey.of(header),
                    text.substring(0, second).getBytes(StandardCharsets.US_ASCII),
                    new Base64URL(text.substring(second + 1)),
                    JSONObjectUtils.parse(payload, LONGEST));
        } catch (ParseException | RuntimeException malformed) { // of what the library expects of nobody
            throw ProofRefusedException.invalid("proof: syntax");
        }
    }

    private static void requireHeader(JWSHeader header) throws ProofRefusedException {
        ProofRefusedException.require(
                header.getType() != null && TYPE.equals(header.getType().getType()), "proof: type");
        ProofRefusedException.require(header.getCriticalParams() == null, "proof: critical parameters");
    }

    /** base64url alone: the library leaves out what is none. */
    private static boolean isEncoded(String text, int first, int second) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
            if (!digit && i != first && i != second) {
                return false;
            }
        }
        return true;
    }

    ProofKey key() {
        return key;
    }

    void requireSigned() throws ProofRefusedException {
        key.requireSigned(signed, signature);
    }

    /** A claim that must be there as text. */
    String text(String claim) throws ProofRefusedException {
        if (claims.get(claim) instanceof String text && !text.isEmpty() && text.length() <= LONGEST_CLAIM) {
            return text;
        }
        throw ProofRefusedException.invalid("proof: " + claim);
    }

    /** The same of a claim that may be absent; empty then. */
    String textOrNone(String claim) throws ProofRefusedException {
        return claims.containsKey(claim) ? text(claim) : "";
    }

    /** When it was made, in seconds; a whole number, as nobody needs another. */
    long issuedAt() throws ProofRefusedException {
        if (claims.get("iat") instanceof Long seconds) {
            return seconds;
        }
        throw ProofRefusedException.invalid("proof: iat");
    }
}
