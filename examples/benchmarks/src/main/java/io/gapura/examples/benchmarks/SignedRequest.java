package io.gapura.examples.benchmarks;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletInputStream;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;

/** A POST with the lines and the content of one {@link SignedMessage} after the other, as cheap as it can be. */
final class SignedRequest extends BareRequest {
    private final Lines lines = new Lines();
    private final Content content = new Content();
    private SignedMessage message;

    SignedRequest(ServletContext context, SignedMessage first) {
        super(context);
        message = first;
    }

    /** The next request of the connection. */
    void carry(SignedMessage next) {
        recycle();
        message = next;
        content.read = 0;
    }

    @Override
    public String getMethod() {
        return SignedMessage.METHOD;
    }

    @Override
    public String getRequestURI() {
        return SignedMessage.PATH;
    }

    @Override
    public long getContentLengthLong() {
        return message.content().length;
    }

    @Override
    public int getContentLength() {
        return message.content().length;
    }

    @Override
    public String getContentType() {
        return SignedMessage.TYPE;
    }

    @Override
    public ServletInputStream getInputStream() {
        return content;
    }

    @Override
    public String getHeader(String name) {
        String[] all = message.lines();
        for (int i = 0; i < all.length; i += 2) {
            if (all[i].equalsIgnoreCase(name)) {
                return all[i + 1];
            }
        }
        return null;
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        lines.next = 0;
        return lines;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        String value = getHeader(name);
        return value == null ? Collections.emptyEnumeration() : new One(value);
    }

    /** The names of the current message. */
    private final class Lines implements Enumeration<String> {
        private int next;

        @Override
        public boolean hasMoreElements() {
            return next < message.lines().length;
        }

        @Override
        public String nextElement() {
            String name = message.lines()[next];
            next += 2;
            return name;
        }
    }

    /** One line of one field. */
    private static final class One implements Enumeration<String> {
        private final String value;
        private boolean given;

        private One(String value) {
            this.value = value;
        }

        @Override
        public boolean hasMoreElements() {
            return !given;
        }

        @Override
        public String nextElement() {
            given = true;
            return value;
        }
    }

    /** The content of the current message. */
    private final class Content extends ServletInputStream {
        private int read;

        @Override
        public int read() {
            return read == message.content().length ? -1 : message.content()[read++] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int left = message.content().length - read;
            if (left == 0 && length > 0) {
                return -1;
            }
            int now = Math.min(left, length);
            System.arraycopy(message.content(), read, into, offset, now);
            read += now;
            return now;
        }

        @Override
        public int available() {
            return message.content().length - read;
        }

        @Override
        public boolean isFinished() {
            return available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("the benchmark reads in one go");
        }
    }

    /** What an application does with content: reads it all. */
    static int drain(InputStream in, byte[] into) throws java.io.IOException {
        int sum = 0;
        for (int n = in.read(into); n >= 0; n = in.read(into)) {
            sum += n;
        }
        return sum;
    }
}
