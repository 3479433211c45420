package io.gapura.validation;

import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a Content-Type says (RFC 9110 §8.3.1), read whole or not at all: a reader that skips what it does not understand
 * and one that does not would take one content for two.
 *
 * @param essence type and subtype in lower case
 * @param parameters in their order
 */
record MediaType(String essence, List<Parameter> parameters) {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final Pattern ESSENCE = Pattern.compile("(" + TOKEN + "/" + TOKEN + ")");
    private static final Pattern PARAMETER = Pattern.compile("[ \\t]*+;[ \\t]*+(?:(" + TOKEN + ")=(?:(" + TOKEN
            + ")|\"((?:[\\t !#-\\[\\]-~\\x80-\\xFF]|\\\\[\\t -~\\x80-\\xFF])*+)\"))?+");

    private static final MediaType UNREADABLE = new MediaType("", List.of());

    /** One of them; the name in lower case, the value without quotes. */
    record Parameter(String name, String value) {
        boolean is(String wanted) {
            return name.equals(wanted);
        }
    }

    MediaType {
        parameters = List.copyOf(parameters);
    }

    /** Empty when it is not of the grammar. */
    static Optional<MediaType> read(String field) {
        Matcher essence = ESSENCE.matcher(field);
        if (!essence.lookingAt()) {
            return Optional.empty();
        }
        List<Parameter> parameters = new ArrayList<>(1);
        Matcher parameter = PARAMETER.matcher(field);
        for (int at = essence.end(); at < field.length(); at = parameter.end()) {
            if (!parameter.region(at, field.length()).lookingAt()) {
                return Optional.empty();
            }
            if (parameter.group(1) != null) {
                parameters.add(new Parameter(parameter.group(1).toLowerCase(Locale.ROOT), value(parameter)));
            }
        }
        return Optional.of(new MediaType(essence.group(1).toLowerCase(Locale.ROOT), parameters));
    }

    private static String value(Matcher parameter) {
        @Nullable String token = parameter.group(2);
        return token == null ? parameter.group(3).replaceAll("\\\\(.)", "$1") : token;
    }

    /** As the request says; empty when it says nothing, not {@linkplain #isReadable readable} when it makes no sense. */
    static Optional<MediaType> of(RequestView request) {
        return request.headers().only("content-type").map(field -> read(field).orElse(UNREADABLE));
    }

    boolean isReadable() {
        return !essence.isEmpty();
    }

    /** What some reader of JSON takes for it: {@code json}, {@code …+json}, and names from before RFC 4627. */
    boolean isJson() {
        String subtype = subtype();
        return subtype.endsWith("+json")
                || subtype.equals("json")
                || subtype.equals("x-json")
                || subtype.equals("javascript")
                || subtype.equals("x-javascript");
    }

    /** RFC 7303: {@code xml} and everything that ends in {@code +xml}, pictures included. */
    boolean isXml() {
        String subtype = subtype();
        return subtype.equals("xml") || subtype.endsWith("+xml");
    }

    boolean isMultipart() {
        return essence.startsWith("multipart/");
    }

    private String subtype() {
        return essence.substring(essence.indexOf('/') + 1);
    }

    /** Whether there is no other charset than UTF-8, and not even that one twice. */
    boolean isUtf8() {
        List<Parameter> charsets =
                parameters.stream().filter(each -> each.is("charset")).toList();
        return charsets.isEmpty()
                || charsets.size() == 1 && charsets.get(0).value().equalsIgnoreCase("utf-8");
    }
}
