package io.gapura.filters.testkit.access;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;

/** Endpoints of many kinds. */
final class Shop {
    private Shop() {}

    interface Saved<T> {
        @PUT
        @Path("{id}")
        void save(T value);
    }

    @Path("orders")
    public interface Api {
        @GET
        String list();

        @POST
        default String create() {
            return "";
        }
    }

    public static class Orders implements Api, Saved<String> {
        @Override
        public String list() {
            return "";
        }

        @Override
        public void save(String value) {}

        @GET
        @Path("{id: [0-9]+}")
        public String read() {
            return "";
        }

        @GET
        @Path("latest")
        public String latest() {
            return "";
        }

        @Path("{id}/lines")
        public Lines lines() {
            return new Lines();
        }

        @Path("{id}/anything")
        public Object anything() {
            return "";
        }

        public void noEndpoint() {}
    }

    public static class Lines {
        @GET
        public String all() {
            return "";
        }
    }

    @Path("abstract")
    public abstract static class NotMade {
        @GET
        public String get() {
            return "";
        }
    }

    @SuppressWarnings("serial")
    @WebServlet({"/report", "/report/*"})
    public static class Report extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }
}
