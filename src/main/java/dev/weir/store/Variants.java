package dev.weir.store;

import dev.weir.policy.Stored;
import java.util.ArrayList;
import java.util.List;

/** The stored responses of one key, which differ by what Vary selects (RFC 9111 §4.1); never changes. */
public final class Variants {

    /** Nothing is stored. */
    public static final Variants NONE = new Variants(List.of());

    private final List<Entry> entries;
    private final List<Stored> heads;

    private Variants(List<Entry> entries) {
        this.entries = entries;
        this.heads = entries.stream().map(Entry::head).toList();
    }

    private static Variants of(List<Entry> entries) {
        return entries.isEmpty() ? NONE : new Variants(List.copyOf(entries));
    }

    /** Oldest first. */
    public List<Entry> entries() {
        return entries;
    }

    /** Their heads, in the same order. */
    public List<Stored> heads() {
        return heads;
    }

    /** Whether nothing is stored. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The number of stored responses. */
    public int size() {
        return entries.size();
    }

    /** Whether this very entry is among them. */
    public boolean contains(Entry entry) {
        return entries.contains(entry);
    }

    /** These and {@code entry}, in place of what the same requests select; at most {@code limit}, the oldest go. */
    public Variants with(Entry entry, int limit) {
        List<Entry> kept = new ArrayList<>(entries.size() + 1);
        for (Entry other : entries) {
            if (!other.head().selection().equals(entry.head().selection())) {
                kept.add(other);
            }
        }
        kept.add(entry);
        return of(kept.subList(Math.max(0, kept.size() - limit), kept.size()));
    }

    /** These, with {@code newer} in the place of {@code older}; the same if {@code older} is not there any more. */
    public Variants replace(Entry older, Entry newer) {
        if (!contains(older)) {
            return this;
        }
        List<Entry> kept = new ArrayList<>(entries);
        kept.set(kept.indexOf(older), newer);
        return of(kept);
    }

    /** These without {@code entry}. */
    public Variants without(Entry entry) {
        if (!contains(entry)) {
            return this;
        }
        List<Entry> kept = new ArrayList<>(entries);
        kept.remove(entry);
        return of(kept);
    }

    /** What they take, in bytes. */
    public long cost() {
        long cost = 0;
        for (Entry entry : entries) {
            cost += entry.cost();
        }
        return cost;
    }
}
