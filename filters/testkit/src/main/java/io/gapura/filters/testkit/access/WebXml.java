package io.gapura.filters.testkit.access;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The servlet mappings of a deployment descriptor. No document type and no entity is read (CWE-611). */
final class WebXml {
    private WebXml() {}

    /** A class behind a pattern. */
    record Mapping(String type, String pattern) {}

    /** Throws {@link IllegalArgumentException} for what is no XML. */
    static List<Mapping> read(InputStream content) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            return mappings(factory.createXMLStreamReader(content));
        } catch (XMLStreamException malformed) {
            throw new IllegalArgumentException("a deployment descriptor is not well-formed", malformed);
        }
    }

    private static List<Mapping> mappings(XMLStreamReader reader) throws XMLStreamException {
        Map<String, String> types = new HashMap<>();
        List<Mapping> byName = new ArrayList<>();
        String name = "";
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                switch (reader.getLocalName()) {
                    case "servlet-name" -> name = reader.getElementText().strip();
                    case "servlet-class" ->
                        types.put(name, reader.getElementText().strip());
                    case "servlet-mapping", "filter-mapping", "servlet" -> name = "";
                    case "url-pattern" -> {
                        if (!name.isEmpty()) {
                            byName.add(new Mapping(name, reader.getElementText().strip()));
                        }
                    }
                    default -> {}
                }
            }
        }
        return byName.stream()
                .map(mapping -> new Mapping(types.getOrDefault(mapping.type(), mapping.type()), mapping.pattern()))
                .toList();
    }
}
