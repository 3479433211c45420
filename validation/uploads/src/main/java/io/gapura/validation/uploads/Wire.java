package io.gapura.validation.uploads;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Tells a client that left from a parser that fails: both throw {@link IOException}. */
final class Wire extends FilterInputStream {
    private @Nullable IOException failed;

    Wire(InputStream content) {
        super(content);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int most) throws IOException {
        try {
            return in.read(target, offset, most);
        } catch (IOException gone) {
            failed = gone;
            throw gone;
        }
    }

    /** Throws what the content has thrown, if it has. */
    void requireWhole() throws IOException {
        if (failed != null) {
            throw failed;
        }
    }
}
