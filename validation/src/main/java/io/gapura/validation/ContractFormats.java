package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.util.List;
import java.util.ServiceLoader;

/** Finds who reads the document of {@code validation.document}: an artifact of its own, because of what it needs. */
final class ContractFormats {
    private ContractFormats() {}

    static ContractSource read(Reference document) {
        List<ContractSource.Format> known =
                ServiceLoader.load(ContractSource.Format.class, ContractSource.Format.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList();
        if (known.size() != 1) {
            throw ConfigurationException.of(
                    "validation.document needs one artifact that reads it, gapura-validation-openapi; there are "
                            + known.size());
        }
        return known.get(0).read(document);
    }
}
