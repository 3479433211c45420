package io.gapura.filters.bearer;

/** Makes {@link CertificateBinding} for {@code bearer.proofs = certificate}. */
public final class CertificateBindingProvider implements ProofOfPossessionProvider {
    /** For service loading. */
    public CertificateBindingProvider() {}

    @Override
    public String name() {
        return "certificate";
    }

    @Override
    public ProofOfPossession open(Demand demand) {
        return CertificateBinding.ofConnection();
    }
}
