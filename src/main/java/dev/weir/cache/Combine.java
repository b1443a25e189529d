package dev.weir.cache;

import dev.weir.fields.ContentRange;
import dev.weir.policy.PartialContent;
import dev.weir.policy.Precedence;
import dev.weir.policy.Reason;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Storability.Verdict;
import dev.weir.policy.Stored;
import dev.weir.store.Content;
import dev.weir.store.Entry;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts a part of a representation that has come into the store, together with what is there of the same (RFC 9111 §3.4),
 * if nothing has been invalidated since {@code mark}. What is stored is one piece without a gap: of two that do not touch,
 * the larger stays.
 */
record Combine(CacheState state, Inquiry inquiry, Epochs.Mark mark) {

    /** What is stored for the request, part or whole. */
    private Optional<Entry> stored() {
        return state.store().get(inquiry.key()).select(inquiry.asked());
    }

    private static Verdict with(Entry entry, Fetched part) {
        long length = entry.content().length();
        return PartialContent.combine(part.asked(), entry.head(), length, part.fields(), part.received());
    }

    /** Whether a 206 of so many bytes that may be stored alone is stored now: with what is there, or in its place. */
    boolean isWanted(Fetched part, long length) {
        return stored().filter(there -> stays(there, with(there, part), part, length))
                .isEmpty();
    }

    /** Whether what is stored stays, without what has come: by the verdict about both together. */
    private static boolean stays(Entry there, Verdict both, Fetched part, long length) {
        if (both instanceof Store) {
            return false;
        }
        return both.reason() == Reason.PARTIAL_STORED
                ? there.content().length() >= length
                : Precedence.isOlder(part.fields(), part.received(), there.head());
    }

    /** Whether a 206 adds something to what is stored now. */
    boolean isOfUse(Fetched part) {
        return stored().filter(entry -> with(entry, part) instanceof Store).isPresent();
    }

    /**
     * Stores it.
     *
     * @param alone the head that it has without what is stored; none where it may not be stored alone
     * @return whether it did
     */
    boolean store(Fetched part, Optional<Stored> alone, Content piece) {
        Optional<Entry> there = stored();
        ContentRange range = part.part().orElseThrow();
        if (there.isPresent()) {
            Entry entry = there.get();
            Verdict both = with(entry, part);
            if (both instanceof Store store) {
                Optional<Content> joined = state.keep(joined(entry, range, piece));
                boolean stored = joined.filter(content -> commit(part, store.stored(), content))
                        .isPresent();
                joined.ifPresent(Content::release);
                return stored;
            }
            if (stays(entry, both, part, piece.length())) {
                return false;
            }
        }
        return alone.filter(head -> commit(part, head, piece)).isPresent();
    }

    /** The bytes of both in order; where both have the same, those that came last. */
    private static List<Buffer> joined(Entry entry, ContentRange newer, Content piece) {
        Content content = entry.content();
        ContentRange older = PartialContent.held(entry.head(), content.length());
        long before = Math.max(0, newer.first() - older.first());
        long behind = Math.max(0, older.last() - newer.last());
        List<Buffer> pieces = new ArrayList<>(ContentBody.cut(content, 0, before));
        pieces.addAll(piece.segments());
        pieces.addAll(ContentBody.cut(content, content.length() - behind, behind));
        return pieces;
    }

    private boolean commit(Fetched part, Stored head, Content content) {
        Entry entry = new Entry(inquiry.key(), head, content);
        return state.commit(entry, part.asked(), mark, inquiry.request().scope().time());
    }
}
