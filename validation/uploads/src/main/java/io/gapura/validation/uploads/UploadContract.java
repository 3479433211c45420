package io.gapura.validation.uploads;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Declarations;
import io.gapura.filters.Endpoint;
import io.gapura.filters.config.DataSize;
import io.gapura.validation.files.FileRules;
import io.gapura.validation.files.FileType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one endpoint declares about its parts, checked once.
 *
 * @param files by name of part
 * @param fields by name of part
 * @param maxParts of both together
 * @param maxBytes of all parts together
 */
record UploadContract(Map<String, File> files, Map<String, UploadField> fields, int maxParts, long maxBytes) {
    private static final Declarations<Uploads> DECLARED = Declarations.of(Uploads.class);
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");

    /** One part that is a file. */
    record File(FileRules rules, int most, boolean required) {}

    /** Empty where nothing is declared, or for methods that have no content. */
    static Optional<UploadContract> of(Endpoint endpoint) {
        if (!METHODS.contains(endpoint.httpMethod())) {
            return Optional.empty();
        }
        try {
            return DECLARED.of(endpoint).found().map(UploadContract::of);
        } catch (IllegalArgumentException wrong) {
            throw ConfigurationException.of("@Uploads of " + endpoint.id() + ": " + wrong.getMessage());
        }
    }

    private static UploadContract of(Uploads declared) {
        Map<String, File> files = new LinkedHashMap<>();
        Map<String, UploadField> fields = new LinkedHashMap<>();
        long bytes = 0;
        for (UploadRule rule : declared.value()) {
            require(rule.maxFiles() >= 1, "max-files must be at least 1");
            File file = new File(rules(rule), rule.maxFiles(), rule.required());
            require(isName(rule.part()) && files.put(rule.part(), file) == null, "parts need different names");
            bytes += rule.maxFiles() * file.rules().maxBytes().toBytes();
        }
        for (UploadField field : declared.fields()) {
            require(field.max() >= 1 && field.max() <= 65_536, "the longest text is between 1 and 65536");
            boolean fresh = isName(field.name()) && !files.containsKey(field.name());
            require(fresh && fields.put(field.name(), field) == null, "parts need different names");
            bytes += 4L * field.max();
        }
        require(declared.maxParts() >= 1, "max-parts must be at least 1");
        long most = declared.maxBytes().isEmpty()
                ? bytes
                : DataSize.of(declared.maxBytes()).toBytes();
        return new UploadContract(files, fields, declared.maxParts(), most);
    }

    private static FileRules rules(UploadRule rule) {
        FileType[] types = rule.types();
        require(types.length > 0, "a part needs a type");
        return FileRules.allowing(types[0], Arrays.copyOfRange(types, 1, types.length))
                .maxBytes(DataSize.of(rule.maxBytes()))
                .maxPixels(rule.maxPixels());
    }

    private static void require(boolean holds, String wrong) {
        if (!holds) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_.\\[\\]-]{1,64}");
    }
}
