package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Endpoint;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.limits.Limits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.transform.TransformerException;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import javax.xml.xpath.XPathExpressionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

class XmlGuardTest {
    private static final String BILLION_LAUGHS = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";

    private static String word(String document) {
        return word(document.getBytes(StandardCharsets.UTF_8));
    }

    private static String word(byte[] document) {
        return XmlGuard.violation(document).map(StructureViolation::word).orElse("accepted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/>",
                "<?xml version=\"1.0\"?><a>b</a>",
                "<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<a b='c'><!-- d --><![CDATA[<e>]]>&lt;&#233;é</a>\n",
                "\uFEFF<a/>",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
            })
    void plainDataPasses(String document) {
        assertThat(word(document)).isEqualTo("accepted");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<!DOCTYPE a><a/>                                      | xml.dtd",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/x.dtd'><a/>    | xml.dtd",
                "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a> | xml.dtd",
                "<a>&b;</a>                                            | xml.syntax",
                "<?xml-stylesheet href='x'?><a/>                       | xml.syntax",
                "<a><?php x?></a>                                      | xml.syntax",
                "<a xmlns:i='http://www.w3.org/2001/XInclude'><i:include href='x'/></a> | xml.syntax",
                "<include xmlns='http://www.w3.org/2001/XInclude'/>    | xml.syntax",
                "<?xml version='1.1'?><a/>                             | xml.syntax",
                "<?xml version='1.0' encoding='UTF-16'?><a/>           | xml.syntax",
                "<?xml version='1.0' encoding='iso-8859-1'?><a/>       | xml.syntax",
                "<a>                                                   | xml.syntax",
                "<a/><b/>                                              | xml.syntax",
                "<a b='1' b='2'/>                                      | xml.syntax",
                "<x:a/>                                                | xml.syntax",
                "{}                                                    | xml.syntax",
            })
    void whatIsMoreThanDataIsRefused(String document, String expected) {
        assertThat(word(document.strip())).isEqualTo(expected.strip());
    }

    @Test
    void theBombIsNotLit() {
        assertThat(word(BILLION_LAUGHS)).isEqualTo("xml.dtd");
        assertThat(StructureViolation.XML_DTD.hard()).isTrue();
        assertThat(word("")).isEqualTo("xml.syntax");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "ISO-8859-1"})
    void onlyUtf8IsRead(String charset) {
        assertThat(word("<a>é</a>".getBytes(Charset.forName(charset)))).isEqualTo("xml.syntax");
    }

    @Test
    void bothSidesOfEachBound() {
        assertThat(word("<a>".repeat(32) + "</a>".repeat(32))).isEqualTo("accepted");
        assertThat(word("<a>".repeat(33) + "</a>".repeat(33))).isEqualTo("xml.limit");
        assertThat(word("<a>" + "<b/>".repeat(9_999) + "</a>")).isEqualTo("accepted");
        assertThat(word("<a>" + "<b/>".repeat(10_000) + "</a>")).isEqualTo("xml.limit");
        assertThat(word("<a " + attributes(64) + "/>")).isEqualTo("accepted");
        assertThat(word("<a " + attributes(65) + "/>")).isEqualTo("xml.limit");
        assertThat(word("<a " + attributes(64) + " xmlns='x'/>")).isEqualTo("xml.limit");
        assertThat(word("<a>" + "x".repeat(65_536) + "</a>")).isEqualTo("accepted");
        assertThat(word("<a>" + "x".repeat(65_537) + "</a>")).isEqualTo("xml.limit");
        assertThat(word("<a><![CDATA[" + "x".repeat(40_000) + "]]>" + "x".repeat(40_000) + "</a>"))
                .isEqualTo("xml.limit");
        assertThat(word("<a>" + "x".repeat(40_000) + "<b/>" + "x".repeat(40_000) + "</a>"))
                .isEqualTo("accepted");
    }

    private static String attributes(int count) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(" a").append(i).append("=''");
        }
        return all.toString();
    }

    private static Verdict decide(RequestView request) throws IOException {
        return Pipeline.builder()
                .add(Limits.defaults().gzip(100))
                .add(Validation.strict())
                .build()
                .decide(request.withEndpoint(Endpoint.unknown("POST", "/parcels", "servlet")));
    }

    private static RequestView post(String type, String content) {
        return RequestView.post("/parcels").header("Content-Type", type).body(content);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/xml", "text/xml; charset=UTF-8", "image/svg+xml", "Application/SOAP+XML; action=x"})
    void thePolicyReadsItFirstAndTheApplicationReadsTheSame(String type) throws IOException {
        Verdict good = decide(post(type, "<a/>"));
        assertThat(good.rejection()).isEmpty();
        assertThat(good.request().body().replay().readAllBytes()).isEqualTo("<a/>".getBytes(StandardCharsets.UTF_8));
        Rejection bad = decide(post(type, BILLION_LAUGHS)).rejection().orElseThrow();
        assertThat(bad.reason()).isEqualTo("xml.dtd");
        assertThat(bad.status()).isEqualTo(400);
        assertThat(bad.code()).isEqualTo("content-malformed");
    }

    /** In shadow, too: a reader that is less strict in front of the root could find a document type there. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE a [<!ENTITY                | true",
                "<!DOCTYPE a [<!E\u0001              | true",
                "<!-- -- --><!DOCTYPE a><a/>          | true",
                "<?xml version='1.0' encoding='UTF-7'?><a | true",
                "<?xml version='1.0' encoding='UTF-7'?><a><b></a> | true",
                "{}                                   | true",
                "<a><b></a>                           | false",
                "<a/><b/>                             | false",
            })
    void whatCannotBeReadInFrontOfTheRootIsLetThroughInNoMode(String document, boolean hard) throws IOException {
        assertThat(decide(post("text/xml", document)).rejection())
                .hasValueSatisfying(refused -> assertThat(refused)
                        .returns("xml.syntax", Rejection::reason)
                        .returns(hard, Rejection::hard));
    }

    /** The JDK's reader has no text for this fault, and throws about that: found by Jazzer. */
    @Test
    void aFaultThatTheReaderHasNoWordsForIsRefusedInOurs() throws IOException {
        String document = "<!DOCTYPE a [<!ENTY!h!ENTY!htt\u0001\u0000\u0000\u0000ps://&b;</a>";
        assertThat(decide(post("text/xml", document)).rejection())
                .hasValueSatisfying(refused -> assertThat(refused)
                        .returns("xml.syntax", Rejection::reason)
                        .returns(400, Rejection::status)
                        .returns(true, Rejection::hard));
    }

    @Test
    void aCharsetThatIsNotUtf8IsRefused() throws IOException {
        assertThat(decide(post("text/xml; charset=utf-16", "<a/>")).rejection().map(Rejection::reason))
                .contains("media.charset");
    }

    @Test
    void whatIsLargerThanTheBoundIsRefusedWhateverItsCoding() throws IOException {
        String fits = "<a>" + " ".repeat(65_536 - 7) + "</a>";
        assertThat(decide(post("text/xml", fits)).rejection()).isEmpty();
        assertThat(decide(post("text/xml", fits + " ")).rejection().map(Rejection::reason))
                .contains("body.size");
        assertThat(decide(coded(fits)).rejection()).isEmpty();
        assertThat(decide(coded(fits + " ")).rejection().map(Rejection::reason)).contains("body.size");
        assertThat(decide(coded(BILLION_LAUGHS)).rejection().map(Rejection::reason))
                .contains("xml.dtd");
    }

    private static RequestView coded(String content) throws IOException {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(wire)) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return post("text/xml", "")
                .header("Content-Encoding", "gzip")
                .withBody(io.gapura.filters.Body.of(wire.toByteArray()));
    }

    @Test
    void theBoundIsASetting() throws IOException {
        Validation small = Validation.strict().xml(DataSize.bytes(4));
        assertThat(small).isNotEqualTo(Validation.strict());
        Pipeline pipeline = Pipeline.builder().add(small).build();
        RequestView request = post("text/xml", "<aa/>").withEndpoint(Endpoint.unknown("POST", "/parcels", "servlet"));
        assertThat(pipeline.decide(request).rejection().map(Rejection::reason)).contains("body.size");
    }

    /** The canary of each attack is a file that the process may read. */
    @Test
    void noFactoryReadsAFileOrADocumentType(@TempDir Path folder) throws Exception {
        Path canary = Files.writeString(folder.resolve("canary.xml"), "<c>canary</c>");
        String entity = "<!DOCTYPE a [<!ENTITY b SYSTEM '" + canary.toUri() + "'>]><a>&b;</a>";
        assertThatThrownBy(() ->
                        XmlFactories.documents().newDocumentBuilder().parse(new InputSource(new StringReader(entity))))
                .isInstanceOf(SAXException.class);
        assertThatThrownBy(() -> XmlFactories.sax()
                        .newSAXParser()
                        .parse(new InputSource(new StringReader(entity)), new DefaultHandler()))
                .isInstanceOf(SAXException.class);
        assertThatThrownBy(() -> texts(entity)).isInstanceOf(XMLStreamException.class);
        assertThatThrownBy(() -> transform("<xsl:copy-of select=\"document('" + canary.toUri() + "')\"/>"))
                .isInstanceOf(TransformerException.class);
        assertThatThrownBy(
                        () -> transform(
                                "<xsl:value-of select=\"rt:exec(rt:getRuntime(), 'true')\" xmlns:rt='http://xml.apache.org/xalan/java/java.lang.Runtime'/>"))
                .isInstanceOf(TransformerException.class);
        String schema = "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:include schemaLocation='"
                + canary.toUri() + "'/></xs:schema>";
        assertThatThrownBy(() -> XmlFactories.schemas().newSchema(new StreamSource(new StringReader(schema))))
                .isInstanceOf(SAXException.class);
        assertThatThrownBy(() -> XmlFactories.paths()
                        .newXPath()
                        .evaluate("java:java.lang.System.exit(1)", new InputSource(new StringReader("<a/>"))))
                .isInstanceOf(XPathExpressionException.class);
    }

    private static String texts(String document) throws XMLStreamException {
        XMLStreamReader reader = XmlFactories.streams().createXMLStreamReader(new StringReader(document));
        StringBuilder text = new StringBuilder();
        while (reader.hasNext()) {
            reader.next();
            text.append(reader.hasText() ? reader.getText() : "");
        }
        return text.toString();
    }

    private static String transform(String instruction) throws TransformerException {
        String sheet = "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>"
                + "<xsl:template match='/'>" + instruction + "</xsl:template></xsl:stylesheet>";
        StringWriter out = new StringWriter();
        XmlFactories.transformers()
                .newTransformer(new StreamSource(new StringReader(sheet)))
                .transform(new StreamSource(new StringReader("<a/>")), new StreamResult(out));
        return out.toString();
    }

    @Test
    void everyFactoryStillReadsPlainDocuments() throws Exception {
        assertThat(XmlFactories.documents()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream("<a>b</a>".getBytes(StandardCharsets.UTF_8)))
                        .getDocumentElement()
                        .getTextContent())
                .isEqualTo("b");
        assertThat(texts("<a>b</a>")).isEqualTo("b");
        assertThat(transform("<x/>")).endsWith("<x/>");
        assertThat(XmlFactories.paths().newXPath().evaluate("/a", new InputSource(new StringReader("<a>b</a>"))))
                .isEqualTo("b");
    }

    @Test
    void aNewFactoryEachTime() throws ParserConfigurationException {
        assertThat(XmlFactories.documents()).isNotSameAs(XmlFactories.documents());
        assertThat(Optional.of(XmlFactories.sax())).isNotEqualTo(Optional.of(XmlFactories.sax()));
    }
}
