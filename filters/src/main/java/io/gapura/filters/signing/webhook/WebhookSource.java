package io.gapura.filters.signing.webhook;

import io.gapura.filters.PathScope;
import io.gapura.filters.config.DataSize;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sender of webhooks: its dialect, its secrets and where it delivers. Made by {@link Webhooks#from}. Immutable and
 * thread-safe; refining methods return copies.
 */
public final class WebhookSource {
    static final int STANDARD_BODY = 1 << 20;
    static final long LARGEST_BODY = 64L << 20;
    static final String NAME = "[a-z][a-z0-9-]{0,31}";

    private final String name;
    private final Dialect dialect;
    private final WebhookSecrets secrets;
    private final List<String> paths;
    private final @Nullable PublicUrl url;
    private final int maxBody;

    private WebhookSource(
            String name,
            Dialect dialect,
            WebhookSecrets secrets,
            List<String> paths,
            @Nullable PublicUrl url,
            int maxBody) {
        this.name = name;
        this.dialect = dialect;
        this.secrets = secrets;
        this.paths = paths;
        this.url = url;
        this.maxBody = maxBody;
    }

    static WebhookSource of(String dialect, WebhookSecrets secrets) {
        return new WebhookSource(dialect, Dialect.named(dialect), secrets, List.of(), null, STANDARD_BODY);
    }

    /** The same, delivering to these canonical paths and nowhere else; whatever arrives there must be a delivery. */
    public WebhookSource on(String... patterns) {
        List<String> listed = List.of(patterns);
        PathScope.of(listed);
        return new WebhookSource(name, dialect, secrets, listed, url, maxBody);
    }

    /**
     * The same by a name of its own, for a second sender of one dialect: {@code @WebhookFrom} means that name.
     *
     * @param other kebab-case, at most 32 characters
     */
    public WebhookSource named(String other) {
        if (!other.matches(NAME)) {
            throw new IllegalArgumentException("a webhook is named in kebab-case by at most 32 characters");
        }
        return new WebhookSource(other, dialect, secrets, paths, url, maxBody);
    }

    /** The same for a sender that signs the address that it calls: this one, without query. */
    public WebhookSource url(String address) {
        return new WebhookSource(name, dialect, secrets, paths, PublicUrl.of(address), maxBody);
    }

    /** The same by another tolerance for the time of a delivery, 1 s to 15 min; nothing switches it off. */
    public WebhookSource tolerance(Duration other) {
        return new WebhookSource(name, dialect.tolerance(other), secrets, paths, url, maxBody);
    }

    /** The same for content of at most that size, 1 MiB unless said, 64 MiB at most; larger is 413. */
    public WebhookSource maxBody(DataSize size) {
        if (size.toBytes() > LARGEST_BODY) {
            throw new IllegalArgumentException("max-body must be at most 64MiB");
        }
        return new WebhookSource(name, dialect, secrets, paths, url, (int) size.toBytes());
    }

    String name() {
        return name;
    }

    Dialect dialect() {
        return dialect;
    }

    List<String> paths() {
        return paths;
    }

    /** Throws {@link IllegalArgumentException} for what cannot work, naming the key. */
    PathScope scope() {
        if (paths.stream().allMatch(pattern -> pattern.startsWith("!"))) {
            throw new IllegalArgumentException("path must be set: where " + name + " delivers");
        }
        boolean one = paths.size() == 1 && paths.get(0).indexOf('*') < 0;
        if (dialect.url() != null && !one) {
            throw new IllegalArgumentException(
                    "path must be one path: " + dialect + " signs the address that it calls");
        }
        return PathScope.of(paths);
    }

    DeliveryCheck check(InstantSource clock) {
        return new DeliveryCheck(name, dialect, url, maxBody, clock);
    }

    ActiveSecrets<WebhookKey> keys(InstantSource clock) {
        return secrets.keys("webhooks." + name + ".secrets", dialect, clock);
    }

    /** What its operator should know. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>(secrets.remarks());
        if (!dialect.isReplayable()) {
            remarks.add("a copy of a delivery passes: " + dialect + " signs no id with a time");
        }
        if (!dialect.isContentSigned()) {
            remarks.add(dialect + " proves parts of the content alone");
        }
        if (dialect.keys().stream().anyMatch(kind -> kind.algorithm() == KeyKind.Algorithm.HMAC_SHA1)) {
            remarks.add(dialect + " knows nothing better than SHA-1");
        }
        return Collections.unmodifiableList(remarks);
    }

    @Override
    public String toString() {
        return "WebhookSource[" + name + ", " + dialect + ", " + secrets + "]";
    }
}
