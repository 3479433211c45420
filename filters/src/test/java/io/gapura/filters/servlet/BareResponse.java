package io.gapura.filters.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;

/** A response in which nothing works; fakes override what they need. */
abstract class BareResponse implements HttpServletResponse {

    private static UnsupportedOperationException unused(String method) {
        return new UnsupportedOperationException(method + " is not faked");
    }

    @Override
    public void addCookie(Cookie a0) {
        throw unused("addCookie");
    }

    @Override
    public boolean containsHeader(String a0) {
        throw unused("containsHeader");
    }

    @Override
    public String encodeURL(String a0) {
        throw unused("encodeURL");
    }

    @Override
    public String encodeRedirectURL(String a0) {
        throw unused("encodeRedirectURL");
    }

    @Override
    public void sendError(int a0, String a1) throws IOException {
        throw unused("sendError");
    }

    @Override
    public void sendError(int a0) throws IOException {
        throw unused("sendError");
    }

    @Override
    public void sendRedirect(String a0) throws IOException {
        throw unused("sendRedirect");
    }

    @Override
    public void setDateHeader(String a0, long a1) {
        throw unused("setDateHeader");
    }

    @Override
    public void addDateHeader(String a0, long a1) {
        throw unused("addDateHeader");
    }

    @Override
    public void setHeader(String a0, String a1) {
        throw unused("setHeader");
    }

    @Override
    public void addHeader(String a0, String a1) {
        throw unused("addHeader");
    }

    @Override
    public void setIntHeader(String a0, int a1) {
        throw unused("setIntHeader");
    }

    @Override
    public void addIntHeader(String a0, int a1) {
        throw unused("addIntHeader");
    }

    @Override
    public void setStatus(int a0) {
        throw unused("setStatus");
    }

    @Override
    public int getStatus() {
        throw unused("getStatus");
    }

    @Override
    public String getHeader(String a0) {
        throw unused("getHeader");
    }

    @Override
    public Collection<String> getHeaders(String a0) {
        throw unused("getHeaders");
    }

    @Override
    public Collection<String> getHeaderNames() {
        throw unused("getHeaderNames");
    }

    @Override
    public String getCharacterEncoding() {
        throw unused("getCharacterEncoding");
    }

    @Override
    public String getContentType() {
        throw unused("getContentType");
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        throw unused("getOutputStream");
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        throw unused("getWriter");
    }

    @Override
    public void setCharacterEncoding(String a0) {
        throw unused("setCharacterEncoding");
    }

    @Override
    public void setContentLength(int a0) {
        throw unused("setContentLength");
    }

    @Override
    public void setContentLengthLong(long a0) {
        throw unused("setContentLengthLong");
    }

    @Override
    public void setContentType(String a0) {
        throw unused("setContentType");
    }

    @Override
    public void setBufferSize(int a0) {
        throw unused("setBufferSize");
    }

    @Override
    public int getBufferSize() {
        throw unused("getBufferSize");
    }

    @Override
    public void flushBuffer() throws IOException {
        throw unused("flushBuffer");
    }

    @Override
    public void resetBuffer() {
        throw unused("resetBuffer");
    }

    @Override
    public boolean isCommitted() {
        throw unused("isCommitted");
    }

    @Override
    public void reset() {
        throw unused("reset");
    }

    @Override
    public void setLocale(Locale a0) {
        throw unused("setLocale");
    }

    @Override
    public Locale getLocale() {
        throw unused("getLocale");
    }
}
