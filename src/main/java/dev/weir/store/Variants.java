package dev.weir.store;

import dev.weir.policy.Asked;
import dev.weir.policy.Precedence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stored responses of one key, which differ by what Vary selects (RFC 9111 §4.1), or by parts of the query that were
 * thought not to matter; never changes.
 */
public final class Variants {

    /** Nothing is stored. */
    public static final Variants NONE = new Variants(List.of());

    private final List<Entry> entries;

    private Variants(List<Entry> entries) {
        this.entries = entries;
    }

    private static Variants of(List<Entry> entries) {
        return entries.isEmpty() ? NONE : new Variants(List.copyOf(entries));
    }

    /** Oldest first. */
    public List<Entry> entries() {
        return entries;
    }

    /** The one that {@code asked} selects (RFC 9111 §4.1). */
    public Optional<Entry> select(Asked asked) {
        return Precedence.select(asked, entries, Entry::head);
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

    /** What stands for {@code entry} among them: the same, whatever forms it has come to have. */
    public Optional<Entry> find(Entry entry) {
        return entries.stream()
                .filter(there -> there.content() == entry.content() && there.head() == entry.head())
                .findFirst();
    }

    /**
     * These and {@code entry}, in place of what the same requests select. Where they are too many, or too large, others
     * go: the oldest of those that no request has selected since they were looked at for this last, and if there is none
     * such, the oldest. So what everybody wants stays, however many spellings of a field somebody makes up.
     *
     * @param limit how many at the most
     * @param maxBytes how much they may take together; one may take more
     */
    public Variants with(Entry entry, int limit, long maxBytes) {
        List<Entry> kept = new ArrayList<>(entries.size() + 1);
        long bytes = entry.cost();
        for (Entry other : entries) {
            if (!Precedence.replaces(entry.head(), other.head())) {
                kept.add(other);
                bytes += other.cost();
            }
        }
        while (!kept.isEmpty() && (kept.size() >= limit || bytes > maxBytes)) {
            bytes -= kept.remove(leastWanted(kept)).cost();
        }
        kept.add(entry);
        return of(kept);
    }

    /** These without what {@code asked}, to which {@code entry} has come, would go on selecting rather than it. */
    public Variants withoutWhatHides(Entry entry, Asked asked) {
        List<Entry> kept = new ArrayList<>(entries);
        kept.removeIf(other -> Precedence.hides(other.head(), entry.head(), asked));
        return kept.size() == entries.size() ? this : of(kept);
    }

    /** Whether one of them is newer than {@code entry}, for {@code asked}, to which that has come. */
    public boolean outdate(Entry entry, Asked asked) {
        return entries.stream().anyMatch(other -> Precedence.outdates(other.head(), entry.head(), asked));
    }

    private static int leastWanted(List<Entry> kept) {
        for (int i = 0; i < kept.size(); i++) {
            if (!kept.get(i).takeSelected()) {
                return i;
            }
        }
        return 0;
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
