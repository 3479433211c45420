package io.gapura.validation;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.TransformerFactory;
import javax.xml.validation.SchemaFactory;
import javax.xml.xpath.XPathFactory;

/**
 * Factories for whoever reads XML: no document type (CWE-611, CWE-776), nothing fetched from a file or the network, the
 * processor's own bounds on. Made by the JDK's own implementation, so that a parser on the class path cannot take its
 * place.
 *
 * <p>Each call makes a new one: they may be changed, and are not thread-safe. What cannot be hardened is not handed out:
 * {@link IllegalStateException}. A StAX reader reports a document type as an event and goes on, without reading it:
 * refuse {@code XMLStreamConstants.DTD}, as the validation policy does for content that claims to be XML.
 */
public final class XmlFactories {
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";
    private static final String GENERAL_ENTITIES = "http://xml.org/sax/features/external-general-entities";
    private static final String PARAMETER_ENTITIES = "http://xml.org/sax/features/external-parameter-entities";
    private static final String EXTERNAL_DTD = "http://apache.org/xml/features/nonvalidating/load-external-dtd";

    private XmlFactories() {}

    /** A switch of a factory: those of the JDK share no type, and each refuses in its own words. */
    private interface Switch<V> {
        void set(String name, V value) throws Exception;
    }

    private static <V> void set(Switch<V> factory, String name, V value) {
        try {
            factory.set(name, value);
        } catch (Exception weak) {
            throw new IllegalStateException(weak);
        }
    }

    private static void withoutDocumentType(Switch<Boolean> factory) {
        set(factory, XMLConstants.FEATURE_SECURE_PROCESSING, true);
        set(factory, NO_DOCTYPE, true);
        set(factory, GENERAL_ENTITIES, false);
        set(factory, PARAMETER_ENTITIES, false);
        set(factory, EXTERNAL_DTD, false);
    }

    /** For trees; aware of namespaces. */
    public static DocumentBuilderFactory documents() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        withoutDocumentType(factory::setFeature);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        factory.setNamespaceAware(true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory;
    }

    /** For handlers of events; aware of namespaces. */
    public static SAXParserFactory sax() {
        SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
        withoutDocumentType(factory::setFeature);
        factory.setNamespaceAware(true);
        factory.setXIncludeAware(false);
        return factory;
    }

    /** For readers that pull. */
    public static XMLInputFactory streams() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }

    /** For transformations; a style sheet cannot call Java or fetch another. */
    public static TransformerFactory transformers() {
        TransformerFactory factory = TransformerFactory.newDefaultInstance();
        set(factory::setFeature, XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
        return factory;
    }

    /** For W3C XML Schema; a schema cannot fetch another. */
    public static SchemaFactory schemas() {
        SchemaFactory factory = SchemaFactory.newDefaultInstance();
        set(factory::setFeature, XMLConstants.FEATURE_SECURE_PROCESSING, true);
        set(factory::setFeature, NO_DOCTYPE, true);
        set(factory::setProperty, XMLConstants.ACCESS_EXTERNAL_DTD, "");
        set(factory::setProperty, XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
        return factory;
    }

    /** For XPath over a tree, without functions of Java. Values are bound as variables, never joined into a path. */
    public static XPathFactory paths() {
        XPathFactory factory = XPathFactory.newDefaultInstance();
        set(factory::setFeature, XMLConstants.FEATURE_SECURE_PROCESSING, true);
        return factory;
    }
}
