package dev.weir.cache;

import dev.weir.policy.Asked;
import dev.weir.policy.Freshening;
import dev.weir.policy.Storability.Pass;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Storability.Verdict;
import dev.weir.policy.Stored;
import dev.weir.store.CacheKey;
import dev.weir.store.Entry;
import dev.weir.store.Variants;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Puts a freshened head in the place of what is stored (RFC 9111 §4.3.4), if that is still what it was, and nothing has
 * been invalidated since {@code mark}.
 */
record Freshen(CacheState state, CacheKey key, Epochs.Mark mark) {

    /** What a 304 says of what is stored. */
    Verdict decide(Fetched notModified, Entry entry) {
        return Freshening.freshen(notModified.asked(), entry.head(), notModified.fields(), notModified.received());
    }

    /** {@code fresh}, as if the 304 that made it of {@code entry} had come without delay. */
    Stored undelayed(Fetched notModified, Entry entry, Stored fresh) {
        Verdict verdict = Freshening.freshen(
                notModified.asked(),
                entry.head(),
                notModified.fields(),
                notModified.received().undelayed());
        return verdict instanceof Store store ? store.stored() : fresh;
    }

    /** What a 200 to a HEAD says of what is stored (RFC 9111 §4.3.5). */
    void freshenByHead(Asked head, Fetched fetched, Entry entry) {
        Verdict verdict = Freshening.freshenByHead(
                head, entry.head(), entry.content().length(), fetched.fields(), fetched.received());
        if (verdict instanceof Store store) {
            replace(entry, store.stored(), variants -> variants);
        } else if (verdict instanceof Pass) {
            state.drop(key, entry);
        }
    }

    /**
     * What a 304 says of all that its request selects, where that was not sent to validate any of it: nothing of what was
     * freshened since, nor does it do away with what others have.
     */
    void freshenBy(Fetched notModified) {
        state.epochs()
                .whileStoring(() ->
                        state.store().update(key, variants -> others(notModified, variants, Optional.empty())));
    }

    /** The entry under its freshened head, be it still stored or not; the 304 freshens others with it. */
    Entry validated(Fetched notModified, Entry entry, Stored head) {
        return replace(entry, head, variants -> others(notModified, variants, Optional.of(head)));
    }

    private Variants others(Fetched notModified, Variants variants, Optional<Stored> validated) {
        Variants now = variants;
        for (Entry other : variants.entries()) {
            boolean inTime = !state.epochs().hasMoved(key, other.head().fields(), mark);
            boolean since = validated.isEmpty()
                    && other.head().responseTicks() - notModified.received().requestTicks() > 0;
            if (!inTime
                    || since
                    || validated.filter(head -> head == other.head()).isPresent()) {
                continue;
            }
            Verdict verdict = Freshening.freshenOther(
                    notModified.asked(), other.head(), notModified.fields(), notModified.received());
            if (verdict instanceof Store store) {
                now = now.replace(other, other.withHead(store.stored()));
            } else if (verdict instanceof Pass && validated.isPresent()) {
                now = now.without(other);
            }
        }
        return now;
    }

    private Entry replace(Entry entry, Stored head, UnaryOperator<Variants> others) {
        Entry[] newer = {entry.withHead(head)};
        boolean[] stored = {false};
        state.epochs()
                .whileStoring(() -> state.store().update(key, variants -> {
                    Optional<Entry> there = variants.find(entry).filter(found -> state.isInTime(newer[0], mark));
                    if (there.isEmpty()) {
                        return variants;
                    }
                    stored[0] = true;
                    newer[0].release();
                    newer[0] = there.get().withHead(head);
                    // In this order: what it takes the place of is not to be made anew first.
                    return others.apply(variants.without(there.get()).with(newer[0], variants.size(), Long.MAX_VALUE));
                }));
        if (!stored[0]) {
            newer[0].release();
        }
        return newer[0];
    }
}
