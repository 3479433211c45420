package io.gapura.validation.uploads;

import io.gapura.filters.BodyTaker;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.PerEndpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Stage;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.config.DataSize;
import io.gapura.validation.files.ClamAv;
import io.gapura.validation.files.FileStore;
import io.gapura.validation.files.Incoming;
import io.gapura.validation.files.StoreRules;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Receives the files of endpoints with {@link Uploads} before they run, into one {@link FileStore}. The container's own
 * parser is never asked; {@code limits} bounds the request as a whole, and must let so much through.
 *
 * <p>Immutable and thread-safe. What is refused is refused in every mode: a multipart that was not received cannot be
 * passed on.
 */
public final class MultipartUploads implements Policy {
    private final FileStore store;
    private final boolean owned;
    private final Optional<Settings> settings;
    private final PerEndpoint<Optional<UploadContract>> contracts =
            PerEndpoint.of(Optional.empty(), UploadContract::of);

    /**
     * Keys {@code uploads.store} and so on.
     *
     * @param store the directory of the file store; required
     * @param maxFiles that one caller may keep
     * @param maxBytes that one caller may keep
     * @param clamd where clamd listens, {@code host:port} or an absolute path; not set: files are not scanned
     * @param scanTimeout how long one file may be scanned
     */
    record Settings(
            Optional<Path> store, int maxFiles, DataSize maxBytes, Optional<String> clamd, Duration scanTimeout) {
        static final Settings DEFAULTS =
                new Settings(Optional.empty(), 100, DataSize.of("100MiB"), Optional.empty(), Duration.ofSeconds(30));

        Settings {
            if (maxFiles < 1) {
                throw new IllegalArgumentException("max-files must be at least 1");
            }
            if (maxBytes.toBytes() < 1) {
                throw new IllegalArgumentException("max-bytes must be at least 1 B");
            }
            if (scanTimeout.isNegative() || scanTimeout.isZero()) {
                throw new IllegalArgumentException("scan-timeout must be positive");
            }
        }

        FileStore open() {
            Path root = store.orElseThrow(
                    () -> ConfigurationException.of("uploads.store must be set: a directory of mode 700"));
            StoreRules rules = StoreRules.defaults().quota(maxFiles, maxBytes);
            return FileStore.open(
                    root,
                    clamd.map(place -> rules.scanner(ClamAv.at(place).timeout(scanTimeout)))
                            .orElse(rules));
        }
    }

    private MultipartUploads(FileStore store, boolean owned, Optional<Settings> settings) {
        this.store = store;
        this.owned = owned;
        this.settings = settings;
    }

    /** Into that store, which the application opens and closes. */
    public static MultipartUploads into(FileStore store) {
        return new MultipartUploads(store, false, Optional.empty());
    }

    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "uploads",
                "receives the files of multipart forms",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.policies(new MultipartUploads(settings.open(), true, Optional.of(settings))));
    }

    @Override
    public String name() {
        return "uploads";
    }

    @Override
    public Stage stage() {
        return Stage.ENDPOINT;
    }

    /** Where files are, for those who hand them out: {@code Downloads}. */
    public FileStore store() {
        return store;
    }

    @Override
    public boolean serves(Annotation demand) {
        return demand instanceof Uploads;
    }

    @Override
    public boolean rulesOnAccess() {
        return false;
    }

    /** No rule of access; asked at start-up, when a declaration that makes no sense is to be found. */
    @Override
    public Optional<Ruling> ruling(Endpoint endpoint) {
        contracts.get(endpoint);
        return Optional.empty();
    }

    @Override
    public List<String> remarks() {
        return settings.isPresent() && settings.get().clamd().isEmpty() ? List.of("files are not scanned") : List.of();
    }

    @Override
    public Decision decide(RequestView request) {
        Optional<UploadContract> contract = request.endpoint().flatMap(contracts::get);
        if (contract.isEmpty()) {
            return Decision.proceed();
        }
        byte[] boundary = Boundary.of(request);
        BodyTaker taker = (view, content) -> receive(view, content, contract.get(), boundary);
        return Decision.proceed().bodyTaker(taker);
    }

    private Decision receive(RequestView request, InputStream content, UploadContract contract, byte[] boundary)
            throws IOException {
        try (Receiving receiving = new Receiving(store, contract, Incoming.owner(request.caller()))) {
            Parts.of(content, boundary).forEach(receiving::part);
            return receiving.handOver();
        }
    }

    /** The store is closed with the policy that opened it. */
    @Override
    public void close() {
        if (owned) {
            try {
                store.close();
            } catch (IOException held) {
                throw new IllegalStateException("the file store could not be closed", held);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MultipartUploads that
                && (settings.isPresent() ? settings.equals(that.settings) : store == that.store);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }
}
