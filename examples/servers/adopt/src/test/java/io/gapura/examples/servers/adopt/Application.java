package io.gapura.examples.servers.adopt;

import java.util.function.Consumer;

/**
 * One application that nobody here wrote.
 *
 * @param context where it is deployed; also the name of its settings
 * @param version as its publisher names it
 * @param signsIn whether its users know the password of the container's login
 * @param page a page that costs it little, for what the gate costs
 * @param use what its users do
 */
record Application(String context, String version, boolean signsIn, String page, Consumer<Browser> use) {
    Browser browser(java.net.URI base) {
        Browser browser = Browser.at(base);
        return signsIn ? browser.knows("ada", "lovelace") : browser;
    }
}
