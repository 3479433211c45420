package io.gapura.filters.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.descriptor.JspConfigDescriptor;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.Enumeration;
import java.util.EventListener;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A context in which nothing works; fakes override what they need. */
abstract class BareContext implements ServletContext {

    private static UnsupportedOperationException unused(String method) {
        return new UnsupportedOperationException(method + " is not faked");
    }

    @Override
    public String getContextPath() {
        throw unused("getContextPath");
    }

    @Override
    public ServletContext getContext(String a0) {
        throw unused("getContext");
    }

    @Override
    public int getMajorVersion() {
        throw unused("getMajorVersion");
    }

    @Override
    public int getMinorVersion() {
        throw unused("getMinorVersion");
    }

    @Override
    public int getEffectiveMajorVersion() {
        throw unused("getEffectiveMajorVersion");
    }

    @Override
    public int getEffectiveMinorVersion() {
        throw unused("getEffectiveMinorVersion");
    }

    @Override
    public String getMimeType(String a0) {
        throw unused("getMimeType");
    }

    @Override
    public Set<String> getResourcePaths(String a0) {
        throw unused("getResourcePaths");
    }

    @Override
    public URL getResource(String a0) throws MalformedURLException {
        throw unused("getResource");
    }

    @Override
    public InputStream getResourceAsStream(String a0) {
        throw unused("getResourceAsStream");
    }

    @Override
    public RequestDispatcher getRequestDispatcher(String a0) {
        throw unused("getRequestDispatcher");
    }

    @Override
    public RequestDispatcher getNamedDispatcher(String a0) {
        throw unused("getNamedDispatcher");
    }

    @Override
    public void log(String a0) {
        throw unused("log");
    }

    @Override
    public void log(String a0, Throwable a1) {
        throw unused("log");
    }

    @Override
    public String getRealPath(String a0) {
        throw unused("getRealPath");
    }

    @Override
    public String getServerInfo() {
        throw unused("getServerInfo");
    }

    @Override
    public @Nullable String getInitParameter(String a0) {
        throw unused("getInitParameter");
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
        throw unused("getInitParameterNames");
    }

    @Override
    public boolean setInitParameter(String a0, String a1) {
        throw unused("setInitParameter");
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
    public void setAttribute(String a0, Object a1) {
        throw unused("setAttribute");
    }

    @Override
    public void removeAttribute(String a0) {
        throw unused("removeAttribute");
    }

    @Override
    public String getServletContextName() {
        throw unused("getServletContextName");
    }

    @Override
    public ServletRegistration.Dynamic addServlet(String a0, String a1) {
        throw unused("addServlet");
    }

    @Override
    public ServletRegistration.Dynamic addServlet(String a0, Servlet a1) {
        throw unused("addServlet");
    }

    @Override
    public ServletRegistration.Dynamic addServlet(String a0, Class<? extends Servlet> a1) {
        throw unused("addServlet");
    }

    @Override
    public ServletRegistration.Dynamic addJspFile(String a0, String a1) {
        throw unused("addJspFile");
    }

    @Override
    public <T extends Servlet> T createServlet(Class<T> a0) throws ServletException {
        throw unused("createServlet");
    }

    @Override
    public ServletRegistration getServletRegistration(String a0) {
        throw unused("getServletRegistration");
    }

    @Override
    public Map<String, ? extends ServletRegistration> getServletRegistrations() {
        throw unused("getServletRegistrations");
    }

    @Override
    public FilterRegistration.Dynamic addFilter(String a0, String a1) {
        throw unused("addFilter");
    }

    @Override
    public FilterRegistration.Dynamic addFilter(String a0, Filter a1) {
        throw unused("addFilter");
    }

    @Override
    public FilterRegistration.Dynamic addFilter(String a0, Class<? extends Filter> a1) {
        throw unused("addFilter");
    }

    @Override
    public <T extends Filter> T createFilter(Class<T> a0) throws ServletException {
        throw unused("createFilter");
    }

    @Override
    public FilterRegistration getFilterRegistration(String a0) {
        throw unused("getFilterRegistration");
    }

    @Override
    public Map<String, ? extends FilterRegistration> getFilterRegistrations() {
        throw unused("getFilterRegistrations");
    }

    @Override
    public SessionCookieConfig getSessionCookieConfig() {
        throw unused("getSessionCookieConfig");
    }

    @Override
    public void setSessionTrackingModes(Set<SessionTrackingMode> a0) {
        throw unused("setSessionTrackingModes");
    }

    @Override
    public Set<SessionTrackingMode> getDefaultSessionTrackingModes() {
        throw unused("getDefaultSessionTrackingModes");
    }

    @Override
    public Set<SessionTrackingMode> getEffectiveSessionTrackingModes() {
        throw unused("getEffectiveSessionTrackingModes");
    }

    @Override
    public void addListener(String a0) {
        throw unused("addListener");
    }

    @Override
    public <T extends EventListener> void addListener(T a0) {
        throw unused("addListener");
    }

    @Override
    public void addListener(Class<? extends EventListener> a0) {
        throw unused("addListener");
    }

    @Override
    public <T extends EventListener> T createListener(Class<T> a0) throws ServletException {
        throw unused("createListener");
    }

    @Override
    public JspConfigDescriptor getJspConfigDescriptor() {
        throw unused("getJspConfigDescriptor");
    }

    @Override
    public ClassLoader getClassLoader() {
        throw unused("getClassLoader");
    }

    @Override
    public void declareRoles(String... a0) {
        throw unused("declareRoles");
    }

    @Override
    public String getVirtualServerName() {
        throw unused("getVirtualServerName");
    }

    @Override
    public int getSessionTimeout() {
        throw unused("getSessionTimeout");
    }

    @Override
    public void setSessionTimeout(int a0) {
        throw unused("setSessionTimeout");
    }

    @Override
    public String getRequestCharacterEncoding() {
        throw unused("getRequestCharacterEncoding");
    }

    @Override
    public void setRequestCharacterEncoding(String a0) {
        throw unused("setRequestCharacterEncoding");
    }

    @Override
    public String getResponseCharacterEncoding() {
        throw unused("getResponseCharacterEncoding");
    }

    @Override
    public void setResponseCharacterEncoding(String a0) {
        throw unused("setResponseCharacterEncoding");
    }
}
