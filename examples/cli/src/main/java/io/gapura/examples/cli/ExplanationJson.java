package io.gapura.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gapura.filters.signing.SignatureExplanation;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;

/** Explanations for machines: no value of a message is in them. Member names and words are stable. */
final class ExplanationJson {
    private ExplanationJson() {}

    static String of(List<SignatureExplanation> explanations) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (SignatureExplanation explanation : explanations) {
                json.writeStartObject();
                json.writeBooleanField("holds", explanation.holds());
                write(explanation.signatures(), json);
                json.writeArrayFieldStart("steps");
                for (SignatureExplanation.Step step : explanation.steps()) {
                    write(step, json);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.append('\n').toString();
    }

    private static void write(List<SignatureExplanation.Signature> signatures, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("signatures");
        for (SignatureExplanation.Signature signature : signatures) {
            json.writeStartObject();
            json.writeStringField("label", signature.label());
            json.writeStringField("key", signature.keyId());
            json.writeBooleanField("known", signature.known());
            json.writeStringField("algorithm", signature.algorithm());
            json.writeArrayFieldStart("covered");
            for (String component : signature.covered()) {
                json.writeString(component);
            }
            json.writeEndArray();
            json.writeNumberField("base_length", signature.baseLength());
            if (signature.baseHash().isPresent()) {
                json.writeStringField("base_sha256", signature.baseHash().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(SignatureExplanation.Step step, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("step", step.number());
        json.writeStringField("state", step.state().name().toLowerCase(Locale.ROOT));
        if (step.state() == SignatureExplanation.State.FAILS) {
            json.writeStringField("reason", step.reason());
            json.writeStringField("note", step.note());
        }
        json.writeEndObject();
    }
}
