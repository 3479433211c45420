package io.gapura.filters.undertow;

import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.api.DeploymentInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.xnio.Option;
import org.xnio.OptionMap;

/**
 * Leaves in an application how the listener is set that its first request comes by: only a connection shows the options,
 * and the gate in the application reports what is laxer than shipped. Names and values alone, because the gate is of
 * another class loader. Empty until then. Thread-safe.
 */
final class Published {
    static final String ATTRIBUTE = "io.gapura.connector";

    @SuppressWarnings("deprecation") // who still sets the old name gets what it did
    private static final List<Option<Boolean>> SWITCHES = List.of(
            UndertowOptions.ALLOW_ENCODED_SLASH,
            UndertowOptions.DECODE_SLASH,
            UndertowOptions.ALLOW_UNESCAPED_CHARACTERS_IN_URL);

    private final List<Map<String, String>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean known = new AtomicBoolean();

    void into(DeploymentInfo deployment) {
        deployment.addServletContextAttribute(ATTRIBUTE, listeners);
    }

    /** To be called before the application is. */
    void of(HttpServerExchange exchange) {
        if (!known.get() && known.compareAndSet(false, true)) {
            listeners.add(settings(exchange.getConnection().getUndertowOptions()));
        }
    }

    private static Map<String, String> settings(OptionMap options) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("connector", "listener");
        number(settings, options, UndertowOptions.MAX_HEADER_SIZE, UndertowOptions.DEFAULT_MAX_HEADER_SIZE);
        number(settings, options, UndertowOptions.MAX_HEADERS, UndertowOptions.DEFAULT_MAX_HEADERS);
        number(settings, options, UndertowOptions.MAX_COOKIES, UndertowOptions.DEFAULT_MAX_COOKIES);
        number(settings, options, UndertowOptions.MAX_PARAMETERS, UndertowOptions.DEFAULT_MAX_PARAMETERS);
        number(settings, options, UndertowOptions.MAX_ENTITY_SIZE, UndertowOptions.DEFAULT_MAX_ENTITY_SIZE);
        number(settings, options, UndertowOptions.REQUEST_PARSE_TIMEOUT, 0);
        number(settings, options, UndertowOptions.IDLE_TIMEOUT, 0);
        SWITCHES.forEach(option -> settings.put(option.getName(), Boolean.toString(options.get(option, false))));
        return settings;
    }

    private static <N extends Number> void number(
            Map<String, String> settings, OptionMap options, Option<N> option, N usual) {
        settings.put(option.getName(), options.get(option, usual).toString());
    }
}
