package io.gapura.filters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of networks. A look-up costs the logarithm of their number and makes nothing. Immutable. */
final class Networks {
    /** More than any provider publishes. */
    static final int MOST = 1_024;

    private static final Comparator<Network> ORDER =
            Comparator.comparing(Network::base, Networks::compare).thenComparing(Network::bits);

    private final Network[] v4;
    private final Network[] v6;

    private Networks(Network[] v4, Network[] v6) {
        this.v4 = v4;
        this.v6 = v6;
    }

    static Networks of(List<Network> networks) {
        return new Networks(sorted(networks, true), sorted(networks, false));
    }

    /** Without those inside of others: then the last one that begins before an address is the only one to ask. */
    private static Network[] sorted(List<Network> networks, boolean v4) {
        List<Network> disjoint = new ArrayList<>();
        for (Network network : networks.stream().sorted(ORDER).toList()) {
            boolean inside =
                    !disjoint.isEmpty() && disjoint.get(disjoint.size() - 1).contains(network.base());
            if (network.base().isV4() == v4 && !inside) {
                disjoint.add(network);
            }
        }
        return disjoint.toArray(Network[]::new);
    }

    boolean isEmpty() {
        return v4.length == 0 && v6.length == 0;
    }

    boolean contains(Address address) {
        Network[] networks = address.isV4() ? v4 : v6;
        int low = 0;
        int high = networks.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(networks[middle].base(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && networks[low - 1].contains(address);
    }

    private static int compare(Address a, Address b) {
        int high = Long.compareUnsigned(a.high(), b.high());
        return high != 0 ? high : Long.compareUnsigned(a.low(), b.low());
    }
}
