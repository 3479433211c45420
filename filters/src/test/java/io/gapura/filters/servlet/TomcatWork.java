package io.gapura.filters.servlet;

import io.gapura.filters.Decision;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** One servlet on a real Tomcat and one request to it. */
final class TomcatWork {
    static final Pipeline MARKING = Pipeline.builder()
            .add(Policy.of("mark", request -> Decision.proceed().responseHeader("X-Mark", "gate")))
            .build();

    private TomcatWork() {}

    @FunctionalInterface
    interface Work {
        void run(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException;
    }

    /** A servlet that does what a test says. */
    static HttpServlet does(Work work) {
        return new HttpServlet() {
            private static final long serialVersionUID = 1L;

            @Override
            protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws IOException, ServletException {
                work.run(request, response);
            }
        };
    }

    /** A servlet with a class of its own. */
    public static final class Open extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String name = request.getParameter("name");
            response.getWriter().print(name == null ? "open" : "open " + name);
        }
    }
}
