package io.gapura.filters.audit;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;

/**
 * Audit events as lines of the {@link System.Logger} {@code io.gapura.audit}: the same form as {@link JsonLinesSink}
 * writes, without chain and sequence. For development, and where the logging stack carries lines to a store of its own.
 * It is the default: no event is lost for want of configuration, but nothing proves that none was changed.
 *
 * <p>Thread-safe. A logger that throws refuses the event.
 */
public final class LoggerSink implements AuditSink {
    private final System.Logger logger;
    private final InstantSource clock;
    private final Redaction redaction = Redaction.standard(new SecureRandom());

    private LoggerSink(System.Logger logger, InstantSource clock) {
        this.logger = logger;
        this.clock = clock;
    }

    /** Lines go to {@code io.gapura.audit}: informational ones at INFO, medium at WARNING, high at ERROR. */
    public static LoggerSink standard() {
        return to(System.getLogger("io.gapura.audit"), InstantSource.system());
    }

    static LoggerSink to(System.Logger logger, InstantSource clock) {
        return new LoggerSink(logger, clock);
    }

    @Override
    public void append(AuditEvent event) throws AuditUnavailableException {
        try {
            byte[] line = redaction.line(event).unchained(clock.instant());
            logger.log(level(EventCatalog.of(event)), new String(line, StandardCharsets.UTF_8));
        } catch (RuntimeException refused) {
            throw new AuditUnavailableException("logger", refused);
        }
    }

    private static System.Logger.Level level(EventKind kind) {
        return switch (kind.severity()) {
            case 1, 2 -> System.Logger.Level.INFO;
            case 3 -> System.Logger.Level.WARNING;
            default -> System.Logger.Level.ERROR;
        };
    }
}
