package io.gapura.validation.openapi;

import io.gapura.filters.ConfigurationException;

/**
 * Where something stands in a document, for whoever has to mend it: {@code openapi.yaml#/paths/~1orders/post}.
 *
 * @param document what it is called in messages
 * @param pointer a JSON Pointer
 */
record Place(String document, String pointer) {
    static Place root(String document) {
        return new Place(document, "");
    }

    Place at(String name) {
        return new Place(document, pointer + "/" + name.replace("~", "~0").replace("/", "~1"));
    }

    Place at(int index) {
        return new Place(document, pointer + "/" + index);
    }

    /** To be thrown: the text names what the operator wrote, and where. */
    ConfigurationException refused(String why) {
        return ConfigurationException.at(toString(), why);
    }

    @Override
    public String toString() {
        return document + "#" + pointer;
    }
}
