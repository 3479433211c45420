package io.gapura.filters.servlet;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.config.Configuration;
import io.gapura.filters.config.PolicyCatalog;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The gate of a Servlet application. To be mapped to {@code /*} for all five dispatchers, with {@code async-supported}.
 *
 * <p>Any number of registrations, each with its own {@code policies}, work on one exchange per request: each runs its
 * policies when it is entered, the last one also what is decided on the endpoint, the first one renders and completes.
 *
 * <p>Thread-safe. A configuration that is not right stops the start of the application.
 */
public final class GapuraFilter implements Filter {
    /** Under which all registrations, and the feature, find the deployment of their application. */
    public static final String DEPLOYMENT = Deployment.ATTRIBUTE;

    private static final Set<String> OWN_SETTINGS = Set.of("endpoints", "rest-servlets");

    private final @Nullable Pipeline given;
    private final Endpoints choice;
    private volatile @Nullable Registration registration;
    private volatile boolean refusing;

    /** For {@code web.xml}: settings are the init-params. */
    public GapuraFilter() {
        this.given = null;
        this.choice = Endpoints.SERVLETS;
    }

    /** For a pipeline that was made in code, deciding on servlets. */
    public GapuraFilter(Pipeline pipeline) {
        this(pipeline, Endpoints.SERVLETS);
    }

    /** For a pipeline that was made in code. */
    public GapuraFilter(Pipeline pipeline, Endpoints endpoints) {
        this.given = pipeline;
        this.choice = endpoints;
    }

    /**
     * Throws {@link ConfigurationException} when the application must not start. Where the server is not known to stop then,
     * and could serve without the filter, the filter refuses every request instead.
     */
    @Override
    public void init(FilterConfig config) {
        try {
            registration = joined(config, config.getServletContext());
        } catch (RuntimeException | Error wrong) {
            if (StrictContainer.isUnder(config.getServletContext())) {
                throw wrong;
            }
            refusing = true;
            System.getLogger("io.gapura")
                    .log(System.Logger.Level.ERROR, "Gapura: not started: every request is refused", wrong);
        }
    }

    private Registration joined(FilterConfig config, ServletContext context) {
        FilterMapping.isSeen(context, config.getFilterName());
        return given != null
                ? Registrations.of(context).join(config.getFilterName(), given, choice, Set.of(), true)
                : configured(config, context);
    }

    private static Registration configured(FilterConfig config, ServletContext context) {
        String place = "filter " + config.getFilterName();
        Map<String, String> params = new TreeMap<>();
        for (String name : Collections.list(config.getInitParameterNames())) {
            params.put(name, config.getInitParameter(name));
        }
        Configuration settings = Configuration.of(place, params, context::getResourceAsStream);
        Endpoints choice = endpoints(place, settings.adapterSetting("endpoints"));
        Set<String> rest = names(settings.adapterSetting("rest-servlets"));
        Pipeline pipeline = settings.pipeline(PolicyCatalog.installed(), OWN_SETTINGS);
        return Registrations.of(context).join(config.getFilterName(), pipeline, choice, rest, false);
    }

    private static Endpoints endpoints(String place, @Nullable String word) {
        if (word == null || word.equals("servlets")) {
            return Endpoints.SERVLETS;
        }
        if (word.equals("jaxrs")) {
            return Endpoints.JAXRS;
        }
        throw ConfigurationException.at(place, "endpoints must be one of [jaxrs, servlets]");
    }

    private static Set<String> names(@Nullable String list) {
        return list == null
                ? Set.of()
                : Arrays.stream(list.split(",", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Registration joined = registration;
        if (refusing && response instanceof HttpServletResponse answer) {
            answer.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            answer.setHeader("Cache-Control", "no-store");
            return;
        }
        if (joined == null
                || !(request instanceof HttpServletRequest http)
                || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("only HTTP requests pass, and only after init");
        }
        joined.pass(http, answer, chain);
    }

    @Override
    public void destroy() {
        Registration joined = registration;
        if (joined != null) {
            registration = null;
            joined.registrations().leave();
        }
    }
}
