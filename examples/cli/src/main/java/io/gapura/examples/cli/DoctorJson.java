package io.gapura.examples.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.gapura.filters.testkit.doctor.Diagnosis;
import io.gapura.filters.testkit.doctor.Finding;
import io.gapura.filters.testkit.doctor.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;

/** A diagnosis for machines. Member names and words are as stable as the exit codes. */
final class DoctorJson {
    private DoctorJson() {}

    static String of(Diagnosis diagnosis) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("server", diagnosis.server().word());
            json.writeBooleanField("gate", diagnosis.gated());
            json.writeBooleanField("finished", diagnosis.finished());
            for (Severity severity : Severity.values()) {
                json.writeNumberField(severity.name().toLowerCase(Locale.ROOT), DoctorText.count(diagnosis, severity));
            }
            json.writeArrayFieldStart("probes");
            for (Diagnosis.Check check : diagnosis.checks()) {
                write(diagnosis, check, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("not_sent");
            for (String name : diagnosis.notRun()) {
                json.writeString(name);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    private static void write(Diagnosis diagnosis, Diagnosis.Check check, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("probe", check.probe());
        json.writeStringField("area", check.area().word());
        json.writeNumberField("status", check.status());
        json.writeStringField("end", check.end());
        json.writeArrayFieldStart("findings");
        for (Finding finding : check.findings()) {
            json.writeStartObject();
            json.writeStringField("severity", finding.severity().name());
            json.writeStringField("symptom", finding.symptom().word());
            json.writeStringField("meaning", finding.symptom().meaning());
            json.writeStringField("source", finding.source().name().toLowerCase(Locale.ROOT));
            json.writeStringField("seen", finding.seen());
            json.writeStringField("remedy", diagnosis.remedy(finding));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
