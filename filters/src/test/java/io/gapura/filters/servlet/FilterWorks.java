package io.gapura.filters.servlet;

import io.gapura.filters.servlet.FakeApplication.Work;

/** What more than one test of the filter has its application do. */
final class FilterWorks {
    static final Work HELLO = (request, response) -> response.getWriter().print("hello");
    static final Work UNREACHED = (request, response) -> {
        throw new AssertionError("the application was called");
    };

    private FilterWorks() {}
}
