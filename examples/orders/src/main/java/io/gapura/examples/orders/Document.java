package io.gapura.examples.orders;

import io.gapura.validation.files.StoredFile;

/**
 * A document of a customer as it is shown.
 *
 * @param name as its sender called it
 * @param type the media type that its bytes were found to be of
 * @param length in bytes
 */
public record Document(String id, String name, String type, long length, String sha256) {
    static Document of(StoredFile file) {
        return new Document(file.id(), file.name(), file.type().mediaType(), file.length(), file.sha256());
    }
}
