package io.gapura.filters.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpUpgradeHandler;
import jakarta.servlet.http.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.security.Principal;
import java.util.Collection;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;

/** A request in which nothing works; fakes override what they need. */
abstract class BareRequest implements HttpServletRequest {

    private static UnsupportedOperationException unused(String method) {
        return new UnsupportedOperationException(method + " is not faked");
    }

    @Override
    public String getAuthType() {
        throw unused("getAuthType");
    }

    @Override
    public Cookie[] getCookies() {
        throw unused("getCookies");
    }

    @Override
    public long getDateHeader(String a0) {
        throw unused("getDateHeader");
    }

    @Override
    public String getHeader(String a0) {
        throw unused("getHeader");
    }

    @Override
    public Enumeration<String> getHeaders(String a0) {
        throw unused("getHeaders");
    }

    @Override
    public Enumeration<String> getHeaderNames() {
        throw unused("getHeaderNames");
    }

    @Override
    public int getIntHeader(String a0) {
        throw unused("getIntHeader");
    }

    @Override
    public String getMethod() {
        throw unused("getMethod");
    }

    @Override
    public String getPathInfo() {
        throw unused("getPathInfo");
    }

    @Override
    public String getPathTranslated() {
        throw unused("getPathTranslated");
    }

    @Override
    public String getContextPath() {
        throw unused("getContextPath");
    }

    @Override
    public String getQueryString() {
        throw unused("getQueryString");
    }

    @Override
    public String getRemoteUser() {
        throw unused("getRemoteUser");
    }

    @Override
    public boolean isUserInRole(String a0) {
        throw unused("isUserInRole");
    }

    @Override
    public Principal getUserPrincipal() {
        throw unused("getUserPrincipal");
    }

    @Override
    public String getRequestedSessionId() {
        throw unused("getRequestedSessionId");
    }

    @Override
    public String getRequestURI() {
        throw unused("getRequestURI");
    }

    @Override
    public StringBuffer getRequestURL() {
        throw unused("getRequestURL");
    }

    @Override
    public String getServletPath() {
        throw unused("getServletPath");
    }

    @Override
    public HttpSession getSession(boolean a0) {
        throw unused("getSession");
    }

    @Override
    public HttpSession getSession() {
        throw unused("getSession");
    }

    @Override
    public String changeSessionId() {
        throw unused("changeSessionId");
    }

    @Override
    public boolean isRequestedSessionIdValid() {
        throw unused("isRequestedSessionIdValid");
    }

    @Override
    public boolean isRequestedSessionIdFromCookie() {
        throw unused("isRequestedSessionIdFromCookie");
    }

    @Override
    public boolean isRequestedSessionIdFromURL() {
        throw unused("isRequestedSessionIdFromURL");
    }

    @Override
    public boolean authenticate(HttpServletResponse a0) throws IOException, ServletException {
        throw unused("authenticate");
    }

    @Override
    public void login(String a0, String a1) throws ServletException {
        throw unused("login");
    }

    @Override
    public void logout() throws ServletException {
        throw unused("logout");
    }

    @Override
    public Collection<Part> getParts() throws IOException, ServletException {
        throw unused("getParts");
    }

    @Override
    public Part getPart(String a0) throws IOException, ServletException {
        throw unused("getPart");
    }

    @Override
    public <T extends HttpUpgradeHandler> T upgrade(Class<T> a0) throws IOException, ServletException {
        throw unused("upgrade");
    }

    @Override
    public Object getAttribute(String a0) {
        throw unused("getAttribute");
    }

    @Override
    public Enumeration<String> getAttributeNames() {
        throw unused("getAttributeNames");
    }

    @Override
    public String getCharacterEncoding() {
        throw unused("getCharacterEncoding");
    }

    @Override
    public void setCharacterEncoding(String a0) throws UnsupportedEncodingException {
        throw unused("setCharacterEncoding");
    }

    @Override
    public int getContentLength() {
        throw unused("getContentLength");
    }

    @Override
    public long getContentLengthLong() {
        throw unused("getContentLengthLong");
    }

    @Override
    public String getContentType() {
        throw unused("getContentType");
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        throw unused("getInputStream");
    }

    @Override
    public String getParameter(String a0) {
        throw unused("getParameter");
    }

    @Override
    public Enumeration<String> getParameterNames() {
        throw unused("getParameterNames");
    }

    @Override
    public String[] getParameterValues(String a0) {
        throw unused("getParameterValues");
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        throw unused("getParameterMap");
    }

    @Override
    public String getProtocol() {
        throw unused("getProtocol");
    }

    @Override
    public String getScheme() {
        throw unused("getScheme");
    }

    @Override
    public String getServerName() {
        throw unused("getServerName");
    }

    @Override
    public int getServerPort() {
        throw unused("getServerPort");
    }

    @Override
    public BufferedReader getReader() throws IOException {
        throw unused("getReader");
    }

    @Override
    public String getRemoteAddr() {
        throw unused("getRemoteAddr");
    }

    @Override
    public String getRemoteHost() {
        throw unused("getRemoteHost");
    }

    @Override
    public void setAttribute(String a0, Object a1) {
        throw unused("setAttribute");
    }

    @Override
    public void removeAttribute(String a0) {
        throw unused("removeAttribute");
    }

    @Override
    public Locale getLocale() {
        throw unused("getLocale");
    }

    @Override
    public Enumeration<Locale> getLocales() {
        throw unused("getLocales");
    }

    @Override
    public boolean isSecure() {
        throw unused("isSecure");
    }

    @Override
    public RequestDispatcher getRequestDispatcher(String a0) {
        throw unused("getRequestDispatcher");
    }

    @Override
    public int getRemotePort() {
        throw unused("getRemotePort");
    }

    @Override
    public String getLocalName() {
        throw unused("getLocalName");
    }

    @Override
    public String getLocalAddr() {
        throw unused("getLocalAddr");
    }

    @Override
    public int getLocalPort() {
        throw unused("getLocalPort");
    }

    @Override
    public ServletContext getServletContext() {
        throw unused("getServletContext");
    }

    @Override
    public AsyncContext startAsync() throws IllegalStateException {
        throw unused("startAsync");
    }

    @Override
    public AsyncContext startAsync(ServletRequest a0, ServletResponse a1) throws IllegalStateException {
        throw unused("startAsync");
    }

    @Override
    public boolean isAsyncStarted() {
        throw unused("isAsyncStarted");
    }

    @Override
    public boolean isAsyncSupported() {
        throw unused("isAsyncSupported");
    }

    @Override
    public AsyncContext getAsyncContext() {
        throw unused("getAsyncContext");
    }

    @Override
    public DispatcherType getDispatcherType() {
        throw unused("getDispatcherType");
    }

    @Override
    public String getRequestId() {
        throw unused("getRequestId");
    }

    @Override
    public String getProtocolRequestId() {
        throw unused("getProtocolRequestId");
    }

    @Override
    public ServletConnection getServletConnection() {
        throw unused("getServletConnection");
    }
}
