package io.gapura.filters.testkit;

/**
 * What a scenario looks at in an audit event of a request.
 *
 * @param incident the id that the answer carries too
 * @param kind {@code refused}, {@code completed} or {@code failed}
 * @param code public code of the refusal, empty when there was none
 * @param reason private reason of the refusal, empty when there was none
 * @param path as recorded, empty when it is not
 */
public record AuditLine(String incident, String kind, String code, String reason, String path) {}
