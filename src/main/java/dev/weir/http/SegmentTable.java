package dev.weir.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nodes by literal segment: a hash table that is asked with a part of a string, so that looking up allocates nothing.
 * Filled at start-up, then only read.
 */
final class SegmentTable {
    private @Nullable String[] keys = new @Nullable String[4];
    private @Nullable RouteNode[] nodes = new @Nullable RouteNode[4];
    private int size;

    RouteNode getOrAdd(String segment) {
        RouteNode there = lookUp(segment, 0, segment.length(), segment.hashCode());
        if (there != RouteNode.NONE) {
            return there;
        }
        if (2 * (size + 1) > keys.length) {
            grow();
        }
        RouteNode added = new RouteNode();
        put(segment, added);
        size++;
        return added;
    }

    private void grow() {
        @Nullable String[] oldKeys = keys;
        @Nullable RouteNode[] oldNodes = nodes;
        keys = new @Nullable String[oldKeys.length * 2];
        nodes = new @Nullable RouteNode[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            String key = oldKeys[i];
            RouteNode node = oldNodes[i];
            if (key != null && node != null) {
                put(key, node);
            }
        }
    }

    private void put(String key, RouteNode node) {
        int at = spread(key.hashCode()) & (keys.length - 1);
        while (keys[at] != null) {
            at = (at + 1) & (keys.length - 1);
        }
        keys[at] = key;
        nodes[at] = node;
    }

    /** The node for a segment as it stands in a path; {@link RouteNode#NONE} where there is none. */
    RouteNode get(String path, int from, int to) {
        if (size == 0) {
            return RouteNode.NONE;
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            char c = path.charAt(i);
            if (c == '%') {
                return getDecoded(path, from, to);
            }
            hash = 31 * hash + c; // as String.hashCode
        }
        return lookUp(path, from, to, hash);
    }

    private RouteNode getDecoded(String path, int from, int to) {
        Optional<String> decoded = PathRules.decode(path, from, to);
        return decoded.isEmpty()
                ? RouteNode.NONE
                : lookUp(decoded.get(), 0, decoded.get().length(), decoded.get().hashCode());
    }

    private RouteNode lookUp(String text, int from, int to, int hash) {
        int at = spread(hash) & (keys.length - 1);
        String key = keys[at];
        while (key != null) {
            RouteNode node = nodes[at];
            if (node != null && key.length() == to - from && key.regionMatches(0, text, from, to - from)) {
                return node;
            }
            at = (at + 1) & (keys.length - 1);
            key = keys[at];
        }
        return RouteNode.NONE;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }
}
