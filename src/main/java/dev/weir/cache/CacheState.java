package dev.weir.cache;

import dev.weir.fields.Fields;
import dev.weir.http.Request;
import dev.weir.http.Time;
import dev.weir.policy.Asked;
import dev.weir.store.Budget;
import dev.weir.store.CacheKey;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import dev.weir.store.Store;
import dev.weir.store.Variants;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What one cache has and does in all its requests: its settings, what is stored, and what is remembered beside it.
 *
 * @param time that of what is stored; none before anything is
 */
record CacheState(
        CacheSettings settings,
        Store store,
        Budget budget,
        Epochs epochs,
        Lessons lessons,
        Counters counters,
        Faults faults,
        Coder coder,
        AtomicReference<Time> time) {

    /** What the responses for one key may take together, of all memory: nobody fills it with one URI. */
    private static final int SHARE_OF_KEY = 8;

    /**
     * The key under which what answers the target URI of {@code own} is found, or will be: that of its path's lesson, unless
     * only what was stored before the lesson is there.
     */
    CacheKey place(CacheKey own) {
        CacheKey shared = lessons.canonical(own);
        boolean earlier = !shared.equals(own)
                && store.get(shared).isEmpty()
                && !store.get(own).isEmpty();
        return earlier ? own : shared;
    }

    /** Drops what is stored for the target URI of {@code own}, and what is on its way there. */
    void invalidate(CacheKey own) {
        lessons.keys(own).forEach(this::drop);
    }

    /** Drops {@code entry}, in whatever forms it is there. */
    void drop(CacheKey key, Entry entry) {
        store.update(
                key, variants -> variants.find(entry).map(variants::without).orElse(variants));
    }

    /** Drops what is stored under {@code key} itself, and what is on its way there. */
    void drop(CacheKey key) {
        // In this order: a fill that commits in between is removed, one that commits after it sees that it is too late.
        epochs.move(key);
        store.update(key, variants -> Variants.NONE);
    }

    /**
     * Drops what is stored under {@code key}, and what is on its way there but for what has the mark that this gives in
     * place of {@code since}.
     */
    Optional<Epochs.Mark> invalidate(CacheKey key, Epochs.Mark since) {
        Optional<Epochs.Mark> after = epochs.move(key, since);
        store.update(key, variants -> Variants.NONE);
        return after;
    }

    /**
     * Puts the response to {@code asked} into the store, unless something was invalidated since {@code mark}, or a newer
     * one is there; whether it did.
     */
    boolean commit(Entry entry, Asked asked, Epochs.Mark mark, Time now) {
        time.lazySet(now);
        boolean[] stored = {false};
        epochs.whileStoring(() -> store.update(entry.key(), variants -> {
            stored[0] = isInTime(entry, mark) && !variants.outdate(entry, asked);
            int limit = settings.terms().variation().limit();
            return stored[0] ? variants.withoutWhatHides(entry, asked).with(entry, limit, shareOfKey()) : variants;
        }));
        if (!stored[0]) {
            entry.release();
            return false;
        }
        counters.stored.increment();
        return true;
    }

    boolean isInTime(Entry entry, Epochs.Mark mark) {
        return !epochs.hasMoved(entry.key(), entry.head().fields(), mark);
    }

    /**
     * Puts {@code bytes} beside what {@code entry} has, if that is still stored, be it freshened meanwhile.
     *
     * @return false where there is no room for it in what one key may take
     */
    boolean addForm(Entry entry, String coding, Content bytes) {
        boolean[] room = {true};
        store.update(entry.key(), variants -> {
            room[0] = true;
            for (Entry there : variants.entries()) {
                if (there.content() == entry.content() && there.head().isCodable()) {
                    Entry both = there.withForm(coding, bytes);
                    room[0] = variants.cost() - there.cost() + both.cost() <= shareOfKey();
                    if (room[0]) {
                        return variants.replace(there, both);
                    }
                    both.release();
                }
            }
            return variants;
        });
        return room[0];
    }

    private long shareOfKey() {
        return settings.memoryBytes() / SHARE_OF_KEY;
    }

    /** What of {@code entry} answers {@code inquiry}: the form that it likes best of those that are there. */
    Entry formOf(Entry entry, Inquiry inquiry) {
        return coder.formOf(this, entry, inquiry);
    }

    /** A request for what may be stored, without the details that the owner's rules throw away. */
    Request reduced(Request request) {
        Fields fields = settings.terms().variation().reduced(request.fields());
        return fields == request.fields() ? request : request.withFields(fields);
    }

    /** Bytes that are at hand, as a content, if they can be kept. */
    Optional<Content> keep(List<Buffer> pieces) {
        long length = 0;
        for (Buffer piece : pieces) {
            length += piece.length();
        }
        long cost = length + (long) pieces.size() * Content.SEGMENT_OVERHEAD;
        if (length > settings.maxBodyBytes() || !budget.tryReserve(cost)) {
            return Optional.empty();
        }
        budget.release(cost);
        return Optional.of(Content.of(pieces, budget));
    }
}
