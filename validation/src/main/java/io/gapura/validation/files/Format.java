package io.gapura.validation.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks content by the structure of one format, from its first byte to where it says that it ends. */
@FunctionalInterface
interface Format {
    /**
     * What the structure says of itself.
     *
     * @param end of the content; more than that is another file
     * @param image null for what is no image
     */
    record Facts(long end, @Nullable ImageHeader image) {
        static Facts until(long end) {
            return new Facts(end, null);
        }
    }

    /**
     * Reads from the first byte on.
     *
     * @throws BrokenFormatException when it is cut or contradicts itself
     * @throws io.gapura.filters.RefusedException when it is whole and forbidden
     */
    Facts read(Window content) throws IOException;

    /**
     * Only so far as the type can be told: of an archive the directory, and nothing is unpacked.
     *
     * @throws BrokenFormatException when it is of another type
     * @throws io.gapura.filters.RefusedException when it is forbidden
     */
    default void glance(Window content) throws IOException {
        read(content);
    }
}
