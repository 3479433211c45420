package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.json.JsonPrint;
import io.gapura.validation.constraints.OneOf;
import io.gapura.validation.constraints.SafeText;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the catalogue says of an entity is what its shape holds. */
class EntitySchemaTest {
    enum Kind {
        LARGE,
        SMALL
    }

    record Parcel(
            @NotNull @SafeText(max = 500) String to,
            @NotBlank @Size(max = 9) String code,
            @OneOf({"a", "b"}) String word,
            Kind kind,
            @Min(1) @Max(9) int grams,
            Long count,
            @DecimalMin(value = "0.5", inclusive = false) BigDecimal weight,
            boolean frail,
            @NotEmpty @Size(max = 3) List<@NotNull @Size(min = 3, max = 5) String> tags,
            @Size(max = 2) Map<String, @Size(max = 4) String> notes,
            Parcel inside) {}

    record Other(Parcel parcel) {}

    private static Map<String, Object> of(Class<?> type, EntitySchema schemas) {
        return JsonShape.of(type).schema(schemas);
    }

    @SuppressWarnings("unchecked") // of a document
    private static Map<String, Object> member(Object object, String name) {
        return (Map<String, Object>) ((Map<String, Object>) object).get(name);
    }

    @Test
    void boundsAreThoseOfTheConstraints() {
        EntitySchema schemas = new EntitySchema();
        assertThat(of(Parcel.class, schemas)).isEqualTo(Map.of("$ref", "#/components/schemas/Parcel"));
        Map<String, Object> parcel = member(schemas.components(), "Parcel");
        assertThat(parcel)
                .containsEntry("type", "object")
                .containsEntry("required", List.of("to", "code", "tags"))
                .containsEntry("additionalProperties", false);
        Map<String, Object> members = member(parcel, "properties");
        assertThat(members.get("to")).isEqualTo(Map.of("type", "string", "maxLength", 500));
        assertThat(members.get("code")).isEqualTo(Map.of("type", "string", "minLength", 1, "maxLength", 9));
        assertThat(members.get("kind"))
                .isEqualTo(Map.of(
                        "anyOf",
                        List.of(Map.of("type", "string", "enum", List.of("LARGE", "SMALL")), Map.of("type", "null"))));
        assertThat(members.get("grams"))
                .isEqualTo(Map.of("type", "integer", "minimum", BigDecimal.ONE, "maximum", BigDecimal.valueOf(9)));
        assertThat(members.get("count"))
                .isEqualTo(Map.of(
                        "type",
                        List.of("integer", "null"),
                        "minimum",
                        BigDecimal.valueOf(Long.MIN_VALUE),
                        "maximum",
                        BigDecimal.valueOf(Long.MAX_VALUE)));
        assertThat(members.get("weight"))
                .isEqualTo(Map.of("type", List.of("number", "null"), "exclusiveMinimum", new BigDecimal("0.5")));
        assertThat(members.get("frail")).isEqualTo(Map.of("type", "boolean"));
        assertThat(members.get("tags"))
                .isEqualTo(Map.of(
                        "type",
                        "array",
                        "minItems",
                        1,
                        "maxItems",
                        3,
                        "items",
                        Map.of("type", "string", "minLength", 2, "maxLength", 5)));
        assertThat(members.get("notes"))
                .isEqualTo(Map.of(
                        "type",
                        List.of("object", "null"),
                        "maxProperties",
                        2,
                        "additionalProperties",
                        Map.of("type", List.of("string", "null"), "maxLength", 4)));
        assertThat(members.get("inside"))
                .isEqualTo(Map.of(
                        "anyOf", List.of(Map.of("$ref", "#/components/schemas/Parcel"), Map.of("type", "null"))));
        assertThat(JsonPrint.of(parcel)).contains("\"maxLength\" : 500");
    }

    @Test
    void twoClassesOfOneNameAreTwoComponents() {
        EntitySchema schemas = new EntitySchema();
        Map<String, Object> first = of(Parcel.class, schemas);
        Map<String, Object> second = of(Other.class, schemas);
        assertThat(first).isNotEqualTo(second);
        assertThat(schemas.components()).containsOnlyKeys("Parcel", "Parcel2", "Other");
    }
}
