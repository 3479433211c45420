package io.gapura.validation.uploads;

import io.gapura.filters.Endpoint;
import io.gapura.validation.BodyRule;
import io.gapura.validation.DeclaredContent;
import io.gapura.validation.PartRule;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells contracts that an endpoint with {@link Uploads} takes a multipart form; found by service loading. */
public final class UploadsContent implements DeclaredContent {
    /** For service loading. */
    public UploadsContent() {}

    @Override
    public Optional<BodyRule> of(Endpoint endpoint) {
        return UploadContract.of(endpoint)
                .map(declared -> BodyRule.of("multipart/form-data").required().receiving(parts(declared)));
    }

    private static Map<String, PartRule> parts(UploadContract declared) {
        Map<String, PartRule> parts = new HashMap<>();
        declared.files()
                .forEach((name, file) -> parts.put(
                        name,
                        new PartRule(
                                true,
                                file.required(),
                                file.most(),
                                OptionalLong.of(file.rules().maxBytes().toBytes()))));
        declared.fields()
                .forEach((name, field) ->
                        parts.put(name, new PartRule(false, field.required(), 1, OptionalLong.of(field.max()))));
        return parts;
    }
}
