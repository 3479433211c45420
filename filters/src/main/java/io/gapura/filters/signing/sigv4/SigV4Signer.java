package io.gapura.filters.signing.sigv4;

import io.gapura.filters.ContentHash;
import io.gapura.filters.HeaderLine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes {@code Authorization} and its {@code X-Amz-*} lines for a call to an AWS service, as "Signature Version 4 for
 * authenticating AWS requests" says (header form, AWS4-HMAC-SHA256). All lines that the client names are signed, but for
 * those that change on their way.
 *
 * <pre>{@code
 * SigV4Signer signer = SigV4Signer.of(AwsCredentials.of(id, secret), "eu-central-1", "s3");
 * List<HeaderLine> lines = signer.sign("GET", uri, List.of(), new byte[0]);
 * }</pre>
 *
 * <p>The path is encoded once for {@code s3} and twice for every other service, where it is normalised as well. For {@code
 * s3} the hash of the content goes out as {@code X-Amz-Content-Sha256}. Each attempt is signed anew; AWS accepts one for
 * five to fifteen minutes.
 *
 * <p>Immutable and thread-safe.
 */
public final class SigV4Signer {
    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final AwsCredentials credentials;
    private final String region;
    private final String service;
    private final InstantSource clock;

    private SigV4Signer(AwsCredentials credentials, String region, String service, InstantSource clock) {
        this.credentials = credentials;
        this.region = scope(region);
        this.service = scope(service);
        this.clock = clock;
    }

    /**
     * A signer for one service in one region, such as {@code s3} in {@code eu-central-1}.
     *
     * @throws IllegalArgumentException for a name that is none
     */
    public static SigV4Signer of(AwsCredentials credentials, String region, String service) {
        return new SigV4Signer(credentials, region, service, InstantSource.system());
    }

    /** The same by another clock. */
    public SigV4Signer clock(InstantSource time) {
        return new SigV4Signer(credentials, region, service, time);
    }

    private static String scope(String name) {
        if (!name.matches("[a-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("regions and services are named by lower-case letters, digits and -");
        }
        return name;
    }

    /**
     * The lines to add to a call.
     *
     * @param uri absolute, http or https
     * @param headers all that the client sets itself; none of ours may be there
     * @param content empty when there is none
     */
    public List<HeaderLine> sign(String method, URI uri, List<HeaderLine> headers, byte[] content) {
        String stamp = STAMP.format(clock.instant());
        String hash = ContentHash.of(content).hex();
        List<HeaderLine> made = new ArrayList<>(4);
        made.add(new HeaderLine("X-Amz-Date", stamp));
        if (service.equals("s3")) {
            made.add(new HeaderLine("X-Amz-Content-Sha256", hash));
        }
        credentials.tokenLine().ifPresent(made::add);
        CanonicalCall call = CanonicalCall.of(method, uri, headers, made, !service.equals("s3"));
        made.add(new HeaderLine("Authorization", authorization(call, stamp, hash)));
        return List.copyOf(made);
    }

    private String authorization(CanonicalCall call, String stamp, String hash) {
        String day = stamp.substring(0, 8);
        String scope = day + '/' + region + '/' + service + "/aws4_request";
        byte[] canonical = call.text(hash).getBytes(StandardCharsets.UTF_8);
        String toSign = ALGORITHM
                + '\n'
                + stamp
                + '\n'
                + scope
                + '\n'
                + ContentHash.of(canonical).hex();
        byte[] key = Hashes.hmac(credentials.seed(), day);
        for (String part : List.of(region, service, "aws4_request")) {
            key = Hashes.hmac(key, part);
        }
        return ALGORITHM + " Credential=" + credentials.accessKeyId() + '/' + scope + ", SignedHeaders="
                + call.signedHeaders() + ", Signature=" + Hashes.hex(Hashes.hmac(key, toSign));
    }
}
