package io.gapura.filters.bearer;

import java.time.Instant;
import java.util.Optional;

/**
 * What names a token that was verified, for those who know which were taken back. Ids are unique within an issuer.
 *
 * @param tokenId {@code jti}
 * @param subject {@code sub}
 * @param session {@code sid}, where the issuer says it
 * @param issuedAt {@code iat}
 */
public record TokenIdentity(
        String issuer, String tokenId, String subject, Optional<String> session, Instant issuedAt) {}
