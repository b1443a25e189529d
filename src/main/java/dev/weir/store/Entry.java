package dev.weir.store;

import dev.weir.fields.Fields;
import dev.weir.fields.PackedLines;
import dev.weir.policy.Selection;
import dev.weir.policy.Stored;
import dev.weir.policy.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A stored response: what the rules keep of its head, and its content. Never changes. */
public final class Entry {
    /**
     * Objects around an entry: itself, its key, its content and what is known of its head, its place in the storage, and its
     * share of what is derived from few. Measured: {@code benchmarks/}, {@code StoredObjects}.
     */
    private static final int OVERHEAD = 448;

    /** Objects around a value that selects it. */
    private static final int VALUE_OVERHEAD = 80;

    private final CacheKey key;
    private final Stored head;
    private final Content content;
    private final long headCost;

    /** The same under other codings, by their names: each an entry that belongs to this one. */
    private final Map<String, Entry> forms;

    /** Whether it has turned out that a coding makes it no smaller, or that there is no room for one. */
    private boolean dense;

    /** Written by whoever derives something from the entry; a race makes it twice, and both are right. */
    private @Nullable Object derived;

    /** Written by whoever is given it, seen by whoever looks for what may go; an order of the two is of no matter. */
    private boolean askedFor;

    /** Its places among those with its tags; changed while it is stored or dropped only. */
    private TagIndex.Member[] indexed = TagIndex.NONE;

    /** Holds {@code content} and reserves its own cost in the same budget until {@link #release()}. */
    public Entry(CacheKey key, Stored head, Content content) {
        this(key, head, content, Map.of());
    }

    private Entry(CacheKey key, Stored head, Content content, Map<String, Content> coded) {
        this.key = key.joined(head.target());
        this.head = head;
        this.content = content;
        this.headCost = OVERHEAD
                + head.target().length()
                + PackedLines.bytesOf(head.fields())
                + cost(head.selection())
                + tagCost(head.fields());
        content.hold();
        content.budget().reserve(headCost);
        Map<String, Entry> made = new HashMap<>();
        coded.forEach((coding, bytes) ->
                made.put(coding, new Entry(this.key, head.coded(coding, bytes.length()), bytes)));
        this.forms = Map.copyOf(made);
    }

    private Map<String, Content> coded() {
        Map<String, Content> coded = new HashMap<>();
        forms.forEach((coding, form) -> coded.put(coding, form.content));
        return coded;
    }

    /** What selects it comes from one client, who may make it long. */
    private static long cost(Selection selection) {
        long cost = 0;
        for (String value : selection.values()) {
            cost += VALUE_OVERHEAD + 2L * value.length();
        }
        return cost;
    }

    private static long tagCost(Fields fields) {
        long cost = 0;
        for (String tag : Tags.of(fields)) {
            cost += TagIndex.TAG_OVERHEAD + 2L * tag.length();
        }
        return cost;
    }

    /** The same content under a head that was freshened (RFC 9111 §3.2), in all codings that are there if it still may be. */
    public Entry withHead(Stored freshened) {
        return with(freshened, freshened.isCodable() ? coded() : Map.of());
    }

    /** The same, and {@code bytes} for those who want {@code coding}. */
    public Entry withForm(String coding, Content bytes) {
        Map<String, Content> more = coded();
        more.put(coding, bytes);
        return with(head, more);
    }

    private Entry with(Stored other, Map<String, Content> coded) {
        Entry entry = new Entry(key, other, content, coded);
        entry.askedFor = askedFor;
        entry.dense = dense;
        return entry;
    }

    /** The same in {@code coding}, if it is there. */
    public Optional<Entry> form(String coding) {
        return Optional.ofNullable(forms.get(coding));
    }

    /** Whether it has turned out that a coding makes it no smaller, or that there is no room for one. */
    public boolean isDense() {
        return dense;
    }

    /** Tells that a coding makes it no smaller, or that there is no room for one. */
    public void dense() {
        dense = true;
    }

    /** Tells that a request has selected it among others. */
    public void selected() {
        if (!askedFor) {
            askedFor = true;
        }
    }

    /** Whether a request has selected it since it was asked this, or since it was stored. */
    boolean takeSelected() {
        boolean was = askedFor;
        askedFor = false;
        return was;
    }

    /** Gives its bytes back to the budget, the content's once nobody reads it any more. Once, by who drops the entry. */
    public void release() {
        content.budget().release(headCost);
        content.release();
        forms.values().forEach(Entry::release);
    }

    /** The key it is stored under. */
    public CacheKey key() {
        return key;
    }

    /** The target URI, absolute. */
    public String uri() {
        return head.target();
    }

    /** Its head. */
    public Stored head() {
        return head;
    }

    /** Its content. */
    public Content content() {
        return content;
    }

    void index(TagIndex.Member[] places) {
        indexed = places;
    }

    TagIndex.Member[] indexed() {
        return indexed;
    }

    /** What it takes, in bytes: the content, the head, and the objects around them. */
    public long cost() {
        long cost = headCost + content.cost();
        for (Entry form : forms.values()) {
            cost += form.cost();
        }
        return cost;
    }

    /**
     * What {@code make} derives from this entry, made once and kept until it is to {@link #forget}: the cache keeps the
     * replies here that many share. It is in nobody's count; who derives sees to it that it is of few entries.
     */
    public <T> T derived(Class<T> type, Function<Entry, T> make) {
        Object there = derived;
        if (type.isInstance(there)) {
            return type.cast(there);
        }
        T made = make.apply(this);
        derived = made;
        return made;
    }

    /** Lets go of what is derived from it. */
    public void forget() {
        derived = null;
    }
}
