package io.gapura.validation.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.SchemaLoader;
import io.gapura.validation.SafePattern;

/**
 * Compiles schemas for the validator: JSON Schema 2020-12, with formats asserted, patterns on a budget, and nothing that
 * is fetched: whoever asks for a document by its address is refused.
 */
final class JsonSchemas {
    private final SchemaRegistry registry;

    JsonSchemas() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .regularExpressionFactory(JsonSchemas::expression)
                .build();
        SchemaLoader nothing = SchemaLoader.builder()
                .allow(address -> false)
                .block(address -> true)
                .build();
        this.registry = SchemaRegistry.withDialect(
                Dialects.getDraft202012(),
                builder -> builder.schemaLoader(nothing).schemaRegistryConfig(config));
    }

    private static RegularExpression expression(String text) {
        return SafePattern.within(text)::matches;
    }

    Schema compiled(ObjectNode schema) {
        Schema compiled = registry.getSchema(schema);
        compiled.initializeValidators();
        return compiled;
    }
}
