package io.gapura.validation.files;

import java.util.List;
import java.util.Optional;

/** What came in a multipart form: files that are checked and kept already, and texts. Immutable and thread-safe. */
public interface ReceivedParts {
    /** The request attribute that it is handed over by. */
    String ATTRIBUTE = "io.gapura.uploaded";

    /** The files that came under that name, in order. */
    List<StoredFile> files(String part);

    /** The file that came under that name, the first if there are several. */
    Optional<StoredFile> file(String part);

    /** The text that came under that name. */
    Optional<String> field(String name);
}
