package dev.weir.config;

import java.util.List;
import java.util.Map;

/** A piece of YAML that knows where it stands. */
sealed interface Node {

    /** Where it begins. */
    At at();

    /** A text, a number, true or false, as written; nothing at all is empty. */
    record Scalar(At at, String text) implements Node {}

    /** A list. */
    record Items(At at, List<Node> nodes) implements Node {}

    /** A mapping, in order. */
    record Entries(At at, Map<String, Entry> byKey) implements Node {}

    /**
     * What stands at a key.
     *
     * @param at where the key stands
     */
    record Entry(At at, Node value) {}
}
