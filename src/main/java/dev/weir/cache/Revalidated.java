package dev.weir.cache;

import dev.weir.policy.Reason;
import dev.weir.policy.Storability.Pass;
import dev.weir.policy.Storability.Verdict;
import dev.weir.policy.Stored;
import dev.weir.store.Entry;
import java.util.Optional;
import java.util.function.Supplier;

/** Gives a stored response that a 304 has validated to those who waited for that (RFC 9111 §4.3.3). */
final class Revalidated {
    private final Fill fill;
    private final Entry entry;
    private final Admissions admissions;
    private final DeliveryReplies replies;

    /** @param entry what was validated, freshened if the 304 may be kept */
    Revalidated(Fill fill, Fetched fetched, Entry entry) {
        Stored head = entry.head();
        this.fill = fill;
        this.entry = entry;
        this.admissions = new Admissions(fill, fetched, head);
        this.replies = new DeliveryReplies(fill, fetched, head);
    }

    /**
     * It is for all.
     *
     * @param undelayed gives its head as if the 304 had come without delay
     */
    void forAll(Supplier<Stored> undelayed) {
        fill.retire();
        for (Waiter waiter : admissions.validated(undelayed)) {
            Outcome outcome = replies.outcome(waiter, false, Optional.empty());
            Entry form = fill.state().formOf(entry, waiter.inquiry);
            waiter.reply(replies.validated(waiter, form, outcome));
        }
        fill.over();
    }

    /** It is for the one whose request the 304 answers: that may not be kept, or what is stored may not any more. */
    void forOne(Verdict verdict) {
        fill.retire();
        Optional<Reason> notStored = Optional.of(verdict.reason());
        for (Waiter waiter : fill.release()) {
            if (fill.isLeader(waiter)) {
                Outcome outcome = replies.outcome(waiter, false, notStored);
                waiter.reply(replies.once(waiter, entry.content(), outcome));
            } else {
                waiter.goAlone();
            }
        }
        if (verdict instanceof Pass) {
            fill.state().drop(fill.first().key(), entry);
        }
        fill.over();
    }
}
