package io.gapura.filters.tomcat;

import io.gapura.filters.connector.ConnectorAnswer;
import io.gapura.filters.connector.ConnectorErrors;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Answers what Tomcat refuses before any filter, and what no filter rendered, with a problem document instead of the
 * page that shows version, message and stack (spring-boot#17509): {@code <Host errorReportValveClass=
 * "io.gapura.filters.tomcat.GapuraErrorValve" …>}, or {@code host.setErrorReportValveClass(…)} when embedded.
 *
 * <p>Only {@code report} is replaced: what the parent does around it, such as closing the connection after a failure
 * that came too late, stays. Thread-safe once started.
 */
public final class GapuraErrorValve extends ErrorReportValve {
    private volatile ConnectorErrors errors = ConnectorErrors.standard();

    public GapuraErrorValve() {
        setShowReport(false);
        setShowServerInfo(false);
    }

    /** The {@code errors.type-base} of the applications on this host; {@link IllegalArgumentException} if it is no URI. */
    public void setTypeBase(String typeBase) {
        errors = ConnectorErrors.of(typeBase);
    }

    /** How many answers this valve has given. */
    public long getAnswered() {
        return errors.answered();
    }

    /** The throwable is for the log, which the parent has written; it is not looked at. */
    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        AtomicBoolean writable = new AtomicBoolean(false);
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, writable);
        if (writable.get()) {
            write(errors.answer(response.getStatus()), response);
        }
    }

    private void write(ConnectorAnswer answer, Response response) {
        try {
            ConnectorAnswer.removed().forEach(response.getCoyoteResponse().getMimeHeaders()::removeHeader);
            answer.headers().forEach(line -> response.setHeader(line.getKey(), line.getValue()));
            response.setContentType(ConnectorErrors.CONTENT_TYPE);
            response.setContentLength(answer.content().length);
            var reporter = response.getReporter();
            if (reporter != null) {
                reporter.write(new String(answer.content(), StandardCharsets.US_ASCII));
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            container.getLogger().debug("the client left before its error was written", gone);
        }
    }
}
