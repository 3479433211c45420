package io.gapura.filters.servlet;

import io.gapura.filters.Pipeline;
import io.gapura.filters.Recording;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A fake application: filters in order, then whatever the test puts at the end of the chain. */
public final class FakeApplication {
    private final FakeContext context = new FakeContext()
            .servlet("orders", Orders.class.getName(), "/orders/*")
            .servlet("other", Other.class.getName(), "/other");
    private final Recording recording = new Recording();
    private final List<Filter> filters = new ArrayList<>();

    /** A servlet's class for mappings. */
    public static final class Orders extends jakarta.servlet.http.HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    /** Another one, which looks at the method itself. */
    public static final class Other extends jakarta.servlet.http.HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {}
    }

    /** What an application does with a request. */
    @FunctionalInterface
    public interface Work {
        void run(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    /** One registration of the gate per pipeline, deciding on servlets. */
    public static FakeApplication of(Pipeline... pipelines) {
        return of(Endpoints.SERVLETS, pipelines);
    }

    /** One registration of the gate per pipeline. */
    public static FakeApplication of(Endpoints endpoints, Pipeline... pipelines) {
        FakeApplication application = new FakeApplication();
        application.context.setAttribute(GapuraFilter.DEPLOYMENT, application.recording.deployment());
        for (int i = 0; i < pipelines.length; i++) {
            GapuraFilter filter = new GapuraFilter(pipelines[i], endpoints);
            filter.init(application.context.config("gate-" + i));
            application.filters.add(filter);
        }
        return application;
    }

    /** Another filter, at a place in the order. */
    public FakeApplication foreign(int place, Filter filter) {
        filters.add(place, filter);
        return this;
    }

    public FakeContext context() {
        return context;
    }

    public Recording recording() {
        return recording;
    }

    public List<Filter> filters() {
        return filters;
    }

    /** Runs a request, or one more dispatch of it, through all filters to the end of the chain. */
    public FakeResponse run(FakeRequest request, Work work) throws IOException, ServletException {
        FakeResponse response = new FakeResponse();
        run(request, response, work);
        return response;
    }

    /** The same with a response that is there already. */
    public void run(HttpServletRequest request, HttpServletResponse response, Work work)
            throws IOException, ServletException {
        new Chain(work, 0).doFilter(request, response);
    }

    private final class Chain implements FilterChain {
        private final Work work;
        private final int at;

        Chain(Work work, int at) {
            this.work = work;
            this.at = at;
        }

        @Override
        public void doFilter(ServletRequest request, ServletResponse response) throws IOException, ServletException {
            if (at < filters.size()) {
                filters.get(at).doFilter(request, response, new Chain(work, at + 1));
            } else {
                work.run((HttpServletRequest) request, (HttpServletResponse) response);
            }
        }
    }
}
