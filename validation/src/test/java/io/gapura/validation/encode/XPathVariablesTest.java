package io.gapura.validation.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class XPathVariablesTest {
    private static final String USERS = "<users><user login='ayu' n='1'/><user login='root' n='2'/></users>";

    private static String evaluate(String expression, XPathVariables variables, String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        Document document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        XPath xpath = XPathFactory.newDefaultInstance().newXPath();
        xpath.setXPathVariableResolver(variables);
        return xpath.evaluate(expression, document);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '^', textBlock = """
            ayu, 1
            root, 2
            nobody, 0
            ' or '1'='1, 0
            ' or 1=1 or ''=', 0
            "] | //user, 0
            """)
    void aValueIsComparedAndNeverRead(String login, int found) throws Exception {
        String number = evaluate(
                "sum(//user[@login = $login]/@n)", XPathVariables.none().with("login", login), USERS);
        assertThat(number).isEqualTo(Integer.toString(found));
    }

    @Test
    void numbersAndTruthKeepTheirType() throws Exception {
        XPathVariables variables = XPathVariables.none().with("n", 2).with("all", true);
        assertThat(evaluate("//user[@n = $n and $all]/@login", variables, USERS))
                .isEqualTo("root");
        assertThat(evaluate(
                        "//user[@n = $n and $all]/@login",
                        XPathVariables.none().with("n", 2).with("all", false),
                        USERS))
                .isEmpty();
    }

    @Test
    void aVariableThatWasNotSetFails() {
        assertThatThrownBy(() -> evaluate(
                        "//user[@login = $other]", XPathVariables.none().with("login", "a"), USERS))
                .hasStackTraceContaining("a variable of an expression must be set: other");
    }

    @Test
    void aNameInANamespaceIsAnother() {
        XPathVariables variables = XPathVariables.none().with("login", "ayu");
        assertThat(variables.resolveVariable(new QName("login"))).isEqualTo("ayu");
        assertThatIllegalArgumentException().isThrownBy(() -> variables.resolveVariable(new QName("urn:x", "login")));
    }

    @Test
    void aVariableIsSetOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> XPathVariables.none().with("a", "b").with("a", "c"));
    }

    @Property(tries = 200)
    void anyTextEqualsItselfAlone(@ForAll String text) throws Exception {
        XPathVariables variables = XPathVariables.none().with("a", text).with("b", text + "x");
        assertThat(evaluate("$a = $b", variables, "<a/>")).isEqualTo("false");
        assertThat(evaluate("$a", variables, "<a/>")).isEqualTo(text);
    }
}
