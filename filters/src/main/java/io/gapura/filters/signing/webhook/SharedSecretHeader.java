package io.gapura.filters.signing.webhook;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.PathScope;
import io.gapura.filters.Policy;
import io.gapura.filters.Renewal;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.Reference;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets pass whoever sends a secret in a header field, for senders that do no better: Telegram ({@code
 * X-Telegram-Bot-Api-Secret-Token}), GitLab's token ({@code X-Gitlab-Token}). It is no signature: it proves nothing of
 * the content or of the time, and whoever has seen one request can make others. So it satisfies no {@link WebhookFrom}.
 *
 * <p>Compared in constant time, whatever the length, with every active secret. Immutable and thread-safe.
 */
public final class SharedSecretHeader implements Policy {
    private static final String SECTION = "shared-secret-header";
    private static final String MECHANISM = "shared-secret";
    private static final int LONGEST = 1_024;

    private final String name;
    private final String header;
    private final PathScope scope;
    private final ActiveSecrets<byte[]> digests;
    private final Optional<Renewal> watch;

    /**
     * The section {@code shared-secret-header}.
     *
     * @param name the senders, each by its name
     */
    record Settings(Map<String, Sender> name) {
        static final Settings DEFAULTS = new Settings(Map.of());

        /**
         * One sender.
         *
         * @param header that carries the secret; must be set
         * @param path where it calls; must be set
         * @param secrets one to a line; must be set
         */
        record Sender(Optional<String> header, List<String> path, Optional<Reference> secrets) {
            static final Sender DEFAULTS = new Sender(Optional.empty(), List.of(), Optional.empty());

            Sender {
                path = List.copyOf(path);
            }
        }

        Settings {
            name = Map.copyOf(name);
        }

        Policy[] policies() {
            if (name.isEmpty()) {
                throw ConfigurationException.of(SECTION + ".<name>.header must be set");
            }
            return name.keySet().stream()
                    .sorted()
                    .map(each -> policy(each, name.getOrDefault(each, Sender.DEFAULTS)))
                    .toArray(Policy[]::new);
        }

        private static Policy policy(String name, Sender sender) {
            String header =
                    sender.header().orElseThrow(() -> new IllegalArgumentException(name + ": header must be set"));
            Reference secrets = sender.secrets()
                    .orElseThrow(
                            () -> new IllegalArgumentException(name + ": secrets must be set: file:PATH or env:NAME"));
            return of(name, header, WebhookSecrets.from(secrets), sender.path().toArray(String[]::new));
        }
    }

    private SharedSecretHeader(String name, String header, PathScope scope, ActiveSecrets<byte[]> digests) {
        this.name = name;
        this.header = header;
        this.scope = scope;
        this.digests = digests;
        this.watch = digests.watch(name());
    }

    /**
     * A sender that calls these paths.
     *
     * @param name of the caller that it is then; kebab-case
     * @param header the field that carries the secret, once
     * @param secrets at least 16 bytes each
     * @param paths canonical; at least one
     */
    public static SharedSecretHeader of(String name, String header, WebhookSecrets secrets, String... paths) {
        if (!name.matches(WebhookSource.NAME)) {
            throw new IllegalArgumentException("a sender is named in kebab-case by at most 32 characters");
        }
        if (!header.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException(name + ": header must be the name of a field");
        }
        List<String> listed = List.of(paths);
        if (listed.stream().allMatch(pattern -> pattern.startsWith("!"))) {
            throw new IllegalArgumentException(name + ": path must be set: where it calls");
        }
        return new SharedSecretHeader(
                name,
                header,
                PathScope.of(listed),
                secrets.digests(SECTION + "." + name + ".secrets", InstantSource.system()));
    }

    /** The entry of the catalogue, section {@code shared-secret-header}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                SECTION,
                "takes requests that carry a plain secret, from senders that cannot sign",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.policies(settings.policies()));
    }

    @Override
    public String name() {
        return "secret-of-" + name;
    }

    @Override
    public List<String> remarks() {
        return List.of("proves neither content nor time");
    }

    /** For the audit log. */
    @Override
    public Optional<Renewal> renewal() {
        return watch;
    }

    @Override
    public boolean provesCallers() {
        return true;
    }

    @Override
    public Decision decide(RequestView request) {
        if (!scope.contains(request.target())) {
            return Decision.proceed();
        }
        List<String> lines = new ArrayList<>(request.headers().all(header));
        if (lines.size() > 1) {
            return refused(WebhookReason.PARSE, header + " stands " + lines.size() + " times");
        }
        String sent = lines.isEmpty() ? "" : lines.get(0);
        if (sent.length() > LONGEST) {
            return refused(WebhookReason.TOO_LARGE, header + " has " + sent.length() + " characters");
        }
        if (!isKnown(sent)) {
            return refused(sent.isEmpty() ? WebhookReason.MISSING : WebhookReason.SIGNATURE, header);
        }
        return Decision.proceed(request.withCaller(Caller.of(MECHANISM, name)));
    }

    /** Digests have one length, so that nothing is told of the length of a secret. */
    private boolean isKnown(String sent) {
        byte[] digest = WebhookSecrets.digest(sent.getBytes(StandardCharsets.UTF_8));
        boolean known = false;
        for (byte[] secret : digests.get()) {
            known |= MessageDigest.isEqual(secret, digest);
        }
        return known;
    }

    private Decision refused(WebhookReason reason, String note) {
        return Decision.reject(WebhookRefusedException.of(reason, note).rejection(name));
    }
}
