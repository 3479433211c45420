package io.gapura.filters.headers;

/**
 * One weakness of a Content Security Policy, for start-up messages and tools. Names directives and keywords, never a
 * value of the configuration.
 *
 * @param directive by its name, or by its place when the name is not known
 * @param risk what an attacker gains
 * @param fix what to write instead
 */
public record CspFinding(String directive, String risk, String fix) {
    @Override
    public String toString() {
        return directive + ": " + risk + "; " + fix;
    }
}
