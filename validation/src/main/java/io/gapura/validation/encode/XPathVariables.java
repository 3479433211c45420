package io.gapura.validation.encode;

import java.util.HashMap;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.xpath.XPathVariableResolver;

/**
 * Hands values to an XPath expression as variables, so that the expression is written once, by a developer, and no value
 * becomes part of it (CWE-643).
 *
 * <pre>{@code
 * XPath xpath = XPathFactory.newInstance().newXPath();
 * xpath.setXPathVariableResolver(XPathVariables.none().with("login", login));
 * xpath.evaluate("//user[@login = $login]/role", document);
 * }</pre>
 *
 * <p>A variable that was not set fails the evaluation; names have no namespace here. Immutable and thread-safe; refining
 * methods return copies.
 */
public final class XPathVariables implements XPathVariableResolver {
    private final Map<String, Object> values;

    private XPathVariables(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    public static XPathVariables none() {
        return new XPathVariables(Map.of());
    }

    public XPathVariables with(String name, String value) {
        return and(name, value);
    }

    public XPathVariables with(String name, double value) {
        return and(name, value);
    }

    public XPathVariables with(String name, boolean value) {
        return and(name, value);
    }

    private XPathVariables and(String name, Object value) {
        Map<String, Object> more = new HashMap<>(values);
        if (more.put(name, value) != null) {
            throw new IllegalArgumentException("a variable must be set once");
        }
        return new XPathVariables(more);
    }

    @Override
    public Object resolveVariable(QName variable) {
        Object value = variable.getNamespaceURI().isEmpty() ? values.get(variable.getLocalPart()) : null;
        if (value == null) {
            throw new IllegalArgumentException("a variable of an expression must be set: " + variable);
        }
        return value;
    }
}
