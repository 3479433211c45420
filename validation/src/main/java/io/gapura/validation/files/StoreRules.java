package io.gapura.validation.files;

import io.gapura.filters.config.DataSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link FileStore} keeps files: how much of whom, who looks into them, what becomes of them, and where they may
 * not be.
 *
 * <p>Immutable; refining methods return copies.
 */
public final class StoreRules {
    private static final StoreRules DEFAULTS =
            new StoreRules(new FileQuota(100, DataSize.of("100MiB")), null, null, List.of());

    private final FileQuota quota;
    private final @Nullable FileScanner scanner;
    private final @Nullable FileTransform transform;
    private final List<Path> served;

    private StoreRules(
            FileQuota quota, @Nullable FileScanner scanner, @Nullable FileTransform transform, List<Path> served) {
        this.quota = quota;
        this.scanner = scanner;
        this.transform = transform;
        this.served = List.copyOf(served);
    }

    /** 100 files and 100 MiB for each owner, no scanner, files as they came. */
    public static StoreRules defaults() {
        return DEFAULTS;
    }

    /** The same with another quota for each owner. */
    public StoreRules quota(int files, DataSize bytes) {
        return new StoreRules(new FileQuota(files, bytes), scanner, transform, served);
    }

    /** The same, keeping only what the scanner finds clean. */
    public StoreRules scanner(FileScanner looking) {
        return new StoreRules(quota, looking, transform, served);
    }

    /** The same, keeping what the transform makes of each file. */
    public StoreRules transform(FileTransform making) {
        return new StoreRules(quota, scanner, making, served);
    }

    /** The same, refusing a root below that directory, because somebody serves files from it. */
    public StoreRules outsideOf(Path directory) {
        List<Path> more = new ArrayList<>(served);
        more.add(directory);
        return new StoreRules(quota, scanner, transform, more);
    }

    FileQuota quota() {
        return quota;
    }

    @Nullable
    FileScanner scanner() {
        return scanner;
    }

    @Nullable
    FileTransform transform() {
        return transform;
    }

    List<Path> served() {
        return served;
    }
}
