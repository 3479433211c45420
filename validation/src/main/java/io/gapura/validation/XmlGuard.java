package io.gapura.validation;

import io.gapura.filters.Body;
import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.ContentDecoder;
import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.DataSize;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Refuses XML that does more than hold data, before the application sees a byte of it: a document type (CWE-611, CWE-776),
 * a processing instruction, an entity that nobody declared, XInclude, another version or encoding than XML 1.0 in UTF-8.
 * The content is read whole, walked once, and replayed.
 *
 * <p>Bounds: bytes as set, depth 32, 10,000 elements, 64 attributes and namespaces of one element, 65,536 characters of text
 * in a row. Refuses with 400 {@code content-malformed}: {@code xml.dtd} (in no mode let through), {@code xml.syntax}, {@code
 * xml.limit}; and with 413 {@code body.size}. Immutable and thread-safe.
 */
public final class XmlGuard {
    private static final int DEEPEST = 32;
    private static final int MOST_ELEMENTS = 10_000;
    private static final int MOST_ATTRIBUTES = 64;
    private static final int LONGEST_TEXT = 65_536;
    private static final String XINCLUDE = "http://www.w3.org/2001/XInclude";

    private final int most;

    private XmlGuard(int most) {
        this.most = most;
    }

    /** For content of at most so many bytes, decoded. */
    public static XmlGuard of(DataSize most) {
        return new XmlGuard(Math.toIntExact(most.toBytes()));
    }

    /** What the decision becomes once the content was read. */
    Decision check(RequestView request, Decision.Proceed otherwise) throws IOException {
        byte[] content = content(request);
        Found found = find(content);
        if (found == null) {
            return otherwise;
        }
        Rejection rejection = found.violation().rejection();
        return Decision.reject(found.unseen() ? rejection.asHard() : rejection);
    }

    /**
     * What is wrong.
     *
     * @param unseen whether there could be a document type that was not seen here and that another reader finds: behind what
     *     cannot be read in front of the root, or in another encoding; no mode lets that through
     */
    private record Found(StructureViolation violation, boolean unseen) {}

    private static boolean isUtf8(byte[] document) {
        Utf8Scan utf8 = new Utf8Scan();
        boolean other = document.length > 1 && (document[0] == 0 || document[1] == 0);
        return !other && utf8.scan(document, 0, document.length) == document.length && utf8.isWhole();
    }

    private byte[] content(RequestView request) throws IOException {
        ByteBuffer wire = request.body().read(most);
        byte[] bytes = new byte[wire.remaining()];
        wire.get(bytes);
        Optional<ContentDecoder> decoder = request.decoder();
        if (decoder.isEmpty()) {
            return bytes;
        }
        try (InputStream in = decoder.get().decode(new ByteArrayInputStream(bytes))) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new BodyRejectedException(Body.tooLarge());
            }
            return content;
        }
    }

    /** What is wrong with a document, if something is. */
    public static Optional<StructureViolation> violation(byte[] document) {
        return Optional.ofNullable(find(document)).map(Found::violation);
    }

    private static @Nullable Found find(byte[] document) {
        if (!isUtf8(document)) {
            return new Found(StructureViolation.XML_SYNTAX, true);
        }
        try {
            XMLStreamReader reader =
                    XmlFactories.streams().createXMLStreamReader(new ByteArrayInputStream(document), "UTF-8");
            try {
                return walked(new Walk(reader));
            } finally {
                reader.close();
            }
        } catch (XMLStreamException malformed) {
            return new Found(StructureViolation.XML_SYNTAX, true);
        }
    }

    /** The JDK's reader breaks off with exceptions of other kinds as well: its texts for some faults are missing. */
    private static @Nullable Found walked(Walk walk) {
        try {
            StructureViolation violation = walk.run();
            return violation == null ? null : new Found(violation, walk.recoded);
        } catch (XMLStreamException | RuntimeException malformed) {
            return new Found(StructureViolation.XML_SYNTAX, walk.recoded || walk.elements == 0);
        }
    }

    /** One document. */
    private static final class Walk {
        private final XMLStreamReader reader;
        private int depth;
        private int elements;
        private long text;
        private boolean recoded;

        Walk(XMLStreamReader reader) {
            this.reader = reader;
        }

        /** A document type stands before the root alone: until then nothing that is found ends the walk. */
        @Nullable
        StructureViolation run() throws XMLStreamException {
            StructureViolation found = declaration();
            while ((found == null || elements == 0) && reader.hasNext()) {
                StructureViolation next = event(reader.next());
                if (next != null && next.hard()) {
                    return next;
                }
                found = found == null ? next : found;
            }
            return found;
        }

        /** XML 1.1 has other line ends and names; a declared encoding is what another reader would believe. */
        private @Nullable StructureViolation declaration() {
            String encoding = reader.getCharacterEncodingScheme();
            String version = reader.getVersion();
            recoded = encoding != null && !encoding.equalsIgnoreCase("UTF-8");
            boolean plain = !recoded && (version == null || version.equals("1.0"));
            return plain ? null : StructureViolation.XML_SYNTAX;
        }

        private @Nullable StructureViolation event(int event) {
            return switch (event) {
                case XMLStreamConstants.DTD -> StructureViolation.XML_DTD;
                case XMLStreamConstants.PROCESSING_INSTRUCTION,
                        XMLStreamConstants.ENTITY_REFERENCE,
                        XMLStreamConstants.ENTITY_DECLARATION,
                        XMLStreamConstants.NOTATION_DECLARATION -> StructureViolation.XML_SYNTAX;
                case XMLStreamConstants.START_ELEMENT -> element();
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    text = 0;
                    yield null;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                default -> null;
            };
        }

        private @Nullable StructureViolation text() {
            text += reader.getTextLength();
            if (text > LONGEST_TEXT) {
                return StructureViolation.XML_LIMIT;
            }
            return null;
        }

        private @Nullable StructureViolation element() {
            text = 0;
            boolean over = ++depth > DEEPEST
                    || ++elements > MOST_ELEMENTS
                    || reader.getAttributeCount() + reader.getNamespaceCount() > MOST_ATTRIBUTES;
            if (over) {
                return StructureViolation.XML_LIMIT;
            }
            return XINCLUDE.equals(reader.getNamespaceURI()) ? StructureViolation.XML_SYNTAX : null;
        }
    }
}
