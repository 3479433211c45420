package io.gapura.filters;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The one thread of a deployment that looks for newer policies; there is none where no policy renews itself. */
final class Renewals implements AutoCloseable {
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final AtomicReference<@Nullable ScheduledExecutorService> thread = new AtomicReference<>();

    /** What the policies of these pipelines say now. */
    static Stream<Renewal> of(List<Pipeline> pipelines) {
        return pipelines.stream()
                .flatMap(pipeline -> pipeline.steps().stream())
                .filter(step -> step.mode().runs())
                .flatMap(step -> step.policy().renewal().stream())
                .distinct();
    }

    /** Looks as often as the most eager of them wants. */
    void start(Supplier<List<Pipeline>> pipelines, Runnable look) {
        of(pipelines.get())
                .map(Renewal::every)
                .min(Duration::compareTo)
                .ifPresent(every -> run(every.compareTo(SHORTEST) < 0 ? SHORTEST : every, look));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what looking throws is caught and told there
    private void run(Duration every, Runnable look) {
        ScheduledExecutorService made = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread worker = new Thread(task, "gapura-renewal");
            worker.setDaemon(true);
            return worker;
        });
        made.scheduleWithFixedDelay(look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        thread.set(made);
    }

    @Override
    public void close() {
        ScheduledExecutorService running = thread.getAndSet(null);
        if (running != null) {
            running.shutdownNow();
        }
    }
}
