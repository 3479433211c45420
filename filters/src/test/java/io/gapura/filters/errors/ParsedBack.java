package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.GateAnswer;
import io.gapura.filters.json.StrictObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads answers with parsers that are not ours, and says what a client would see. */
final class ParsedBack {
    /** All that the page may be made of: whatever else begins with {@code <} is markup that came from data. */
    private static final Pattern OUR_MARKUP =
            Pattern.compile("<!DOCTYPE html>|<html lang=\"[A-Za-z0-9-]+\" dir=\"(?:ltr|rtl)\">"
                    + "|<meta charset=\"utf-8\">|</?(?:html|head|title|body|h1|p|ul|li|code)>");

    private ParsedBack() {}

    static byte[] bytes(GateAnswer answer) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            answer.writeTo(out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        assertThat(out.size()).as("Content-Length").isEqualTo(answer.length());
        return out.toByteArray();
    }

    static String text(GateAnswer answer) {
        return new String(bytes(answer), StandardCharsets.UTF_8);
    }

    static Map<String, Object> json(GateAnswer answer) throws IOException {
        return StrictObject.read(bytes(answer));
    }

    /** By the parser of the JDK, which refuses any document type. */
    static Element xml(GateAnswer answer) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes(answer)))
                .getDocumentElement();
    }

    /** Names of the child elements, all of which must be in the namespace of RFC 9457. */
    static List<String> names(Element parent) {
        List<String> names = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            assertThat(node.getNodeType()).isEqualTo(Node.ELEMENT_NODE);
            assertThat(node.getNamespaceURI()).isEqualTo("urn:ietf:rfc:7807");
            assertThat(node.getAttributes().getLength()).isZero();
            names.add(node.getLocalName());
        }
        return names;
    }

    static Element child(Element parent, String name) {
        return (Element)
                parent.getElementsByTagNameNS("urn:ietf:rfc:7807", name).item(0);
    }

    /** The text of a page; fails when it holds markup that is not ours. */
    static String htmlText(String page) {
        Matcher ours = OUR_MARKUP.matcher(page);
        String rest = ours.replaceAll("");
        assertThat(rest).doesNotContain("<").doesNotContain(">");
        return unescaped(rest);
    }

    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        Matcher entity = Pattern.compile("&(?:#(\\d+)|#x([0-9a-fA-F]+)|(amp|lt|gt|quot));")
                .matcher(text);
        while (entity.find()) {
            String plain = entity.group(1) != null
                    ? Character.toString(Integer.parseInt(entity.group(1)))
                    : entity.group(2) != null
                            ? Character.toString(Integer.parseInt(entity.group(2), 16))
                            : Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"")
                                    .get(entity.group(3));
            entity.appendReplacement(out, Matcher.quoteReplacement(plain));
        }
        return entity.appendTail(out).toString();
    }
}
