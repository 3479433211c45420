package io.gapura.examples.orders;

/** What the web shop signs its deliveries with; made at the first start, as the shop's settings page would show it. */
final class ShopSecret {
    static final String SENDER = "shop";

    private ShopSecret() {}

    /** Writes the secret when there is none yet. */
    static void makeIfAbsent(DataFolder data) {
        String ignored = DataFolder.readOrWrite(data.shopSecret(), () -> "whsec_" + Secrets.random());
    }
}
