package io.gapura.validation.uploads;

import io.gapura.filters.Endpoint;
import io.gapura.validation.BodyRule;
import io.gapura.validation.DeclaredContent;
import java.util.Optional;

/** Tells contracts that an endpoint with {@link Uploads} takes a multipart form; found by service loading. */
public final class UploadsContent implements DeclaredContent {
    /** For service loading. */
    public UploadsContent() {}

    @Override
    public Optional<BodyRule> of(Endpoint endpoint) {
        return UploadContract.of(endpoint)
                .map(declared -> BodyRule.of("multipart/form-data").required());
    }
}
