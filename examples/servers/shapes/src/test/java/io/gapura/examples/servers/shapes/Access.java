package io.gapura.examples.servers.shapes;

import io.gapura.filters.Caller;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.rbac.Rbac;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The pipeline of the suite: a caller by a header, access by annotations; {@code admin} includes {@code user}. */
final class Access {
    private static final String POLICY = """
            version: 1
            roles: { user: {}, admin: { includes: [ user ] } }
            assignments: { signing: { user: { roles: [ user ] }, admin: { roles: [ admin ] } } }
            """;

    private Access() {}

    static Pipeline pipeline(Rbac.Locators locators, Policy... more) {
        Pipeline.Builder builder = Pipeline.builder()
                .add(new ByHeader())
                .addAll(rbac().locators(locators).policies());
        for (Policy policy : more) {
            builder.add(policy);
        }
        return builder.build();
    }

    private static Rbac rbac() {
        try {
            Path file = Files.createDirectories(Path.of("target")).resolve("shapes.yaml");
            Files.writeString(file, POLICY);
            return Rbac.document(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Believes who says so; for tests alone. */
    private static final class ByHeader implements Policy {
        @Override
        public String name() {
            return "by-header";
        }

        @Override
        public Decision decide(RequestView request) {
            return request.headers()
                    .only("x-caller")
                    .<Decision>map(id -> Decision.proceed(request.withCaller(Caller.of("signing", id))))
                    .orElse(Decision.proceed());
        }

        @Override
        public boolean provesCallers() {
            return true;
        }

        @Override
        public List<HeaderLine> challenges(RequestView request) {
            return List.of(new HeaderLine("WWW-Authenticate", "Header realm=\"shapes\""));
        }
    }
}
