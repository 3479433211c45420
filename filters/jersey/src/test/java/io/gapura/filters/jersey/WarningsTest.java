package io.gapura.filters.jersey;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said at start-up about errors that the gate will not see. */
class WarningsTest {
    private static final Logger LOG = Logger.getLogger("io.gapura");

    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getLevel() == Level.WARNING) {
                warnings.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOG.addHandler(handler);
    }

    @AfterEach
    void leave() {
        LOG.removeHandler(handler);
    }

    /** Declared for every exception. */
    public static final class OfThrowable implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable thrown) {
            return Response.serverError().build();
        }
    }

    /** Inherits for what it is. */
    public abstract static class Base implements ExceptionMapper<Exception> {
        @Override
        public Response toResponse(Exception thrown) {
            return Response.serverError().build();
        }
    }

    /** The same by inheritance. */
    public static final class OfException extends Base {}

    /** Nobody minds this one. */
    public static final class OfOne implements ExceptionMapper<ArithmeticException> {
        @Override
        public Response toResponse(ArithmeticException thrown) {
            return Response.status(422).build();
        }
    }

    private static ResourceConfig config() {
        return JerseyServer.config(new Recording(), Pipeline.builder().build(), Shop.class);
    }

    @Test
    void anotherMapperForEverythingIsNamed() {
        new InProcess(config().register(OfThrowable.class).register(new OfException()));
        assertThat(warnings)
                .hasSize(2)
                .anyMatch(text -> text.contains(OfThrowable.class.getName()))
                .anyMatch(text -> text.contains(OfException.class.getName()));
    }

    @Test
    void aMapperForOneExceptionAndOursAreNotWorthAWord() {
        new InProcess(config().register(OfOne.class).register(GapuraJerseyFeature.class));
        assertThat(warnings).isEmpty();
    }

    @Test
    void jerseyWithoutOurFeatureLeavesErrorsToTheContainer() {
        new InProcess(new ResourceConfig(Shop.class).register(GapuraJerseyFeature.class));
        assertThat(warnings).singleElement().asString().contains(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR);
    }

    @Test
    void unlessItWasToldOtherwise() {
        new InProcess(new ResourceConfig(Shop.class)
                .register(GapuraJerseyFeature.class)
                .property(ServerProperties.RESPONSE_SET_STATUS_OVER_SEND_ERROR, true));
        assertThat(warnings).isEmpty();
    }
}
