package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditSink;
import io.gapura.filters.AuditUnavailableException;
import io.gapura.filters.Rejection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoggerSinkTest extends AuditSinkContract {
    private final Recorded logger = new Recorded();
    private final LoggerSink sink = LoggerSink.to(logger, InstantSource.fixed(Events.NOON));

    @Override
    AuditSink sink() {
        return sink;
    }

    @Override
    List<String> stored() {
        return logger.messages;
    }

    @Test
    void aDenialIsAWarningAndAFaultAnError() throws Exception {
        sink.append(Events.completed("/"));
        sink.append(Events.refused("rbac", Rejection.of(403, "forbidden", "role-missing")));
        sink.append(Events.refused("engine", Rejection.internalError("exception")));

        assertThat(logger.levels)
                .containsExactly(System.Logger.Level.INFO, System.Logger.Level.WARNING, System.Logger.Level.ERROR);
    }

    @Test
    void aLineClaimsNoChain() throws Exception {
        sink.append(Events.completed("/"));

        assertThat(stored().get(0)).doesNotContain("attestation_list", "record_integrity", "sequence");
    }

    @Test
    void aLoggerThatThrowsRefusesTheEvent() {
        logger.broken = true;

        assertThatThrownBy(() -> sink.append(Events.completed("/"))).isInstanceOf(AuditUnavailableException.class);
    }

    private static final class Recorded implements System.Logger {
        private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
        private final List<Level> levels = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean broken;

        @Override
        public String getName() {
            return "recorded";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            throw new AssertionError("no throwable is ever logged here");
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, @Nullable Object... params) {
            if (broken) {
                throw new IllegalStateException("the appender is gone");
            }
            levels.add(level);
            messages.add(format);
        }
    }
}
