package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import io.gapura.filters.Violation;
import io.gapura.validation.ContentSchema;
import io.gapura.validation.JsonShape;
import java.util.List;
import java.util.Set;

/** One JSON Schema that content is held against. Immutable and thread-safe. */
final class BodySchema implements ContentSchema {
    private final Schema schema;
    private final Set<String> names;
    private final List<JsonShape.Finding> findings;

    /** @param names of members, as the document has them: what a client named otherwise is never told */
    BodySchema(Schema schema, Set<String> names, List<JsonShape.Finding> findings) {
        this.schema = schema;
        this.names = names;
        this.findings = findings;
    }

    @Override
    public Reading open() {
        return new TreeReading(this);
    }

    @Override
    public List<JsonShape.Finding> findings() {
        return findings;
    }

    /**
     * What is wrong with a document.
     *
     * @param tokens how large it is: the steps that it may cost grow with it and with nothing else
     */
    List<Violation> violations(JsonNode document, int tokens) {
        Steps steps = new Steps(tokens);
        try {
            schema.validate(steps, document);
        } catch (Steps.Spent spent) {
            return List.of(new Violation(Violation.Place.BODY, "", "body.rule"));
        }
        List<Error> errors = steps.getErrors();
        return errors.isEmpty() ? List.of() : new SchemaErrors(errors, names).violations();
    }

    /** Counts what a validator does: alternatives within alternatives multiply, and a client chooses how deep. */
    private static final class Steps extends ExecutionContext {
        private static final int AT_LEAST = 2_000;
        private static final int PER_TOKEN = 40;

        private int left;

        /** Thrown through the validator; has no trace, since it is no mistake. */
        private static final class Spent extends RuntimeException {
            private static final long serialVersionUID = 1L;

            private Spent() {
                super("the budget of a document is spent", null, false, false);
            }
        }

        private Steps(int tokens) {
            this.left = AT_LEAST + PER_TOKEN * tokens;
            executionConfig(config -> config.formatAssertionsEnabled(true));
        }

        private void step() {
            if (--left < 0) {
                throw new Spent();
            }
        }

        @Override
        public void evaluationPathAddLast(String keyword) {
            step();
            super.evaluationPathAddLast(keyword);
        }

        @Override
        public void evaluationPathAddLast(int index) {
            step();
            super.evaluationPathAddLast(index);
        }
    }
}
