package dev.weir.policy;

import dev.weir.fields.EntityTag;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;

/**
 * Of several responses for one target URI: which a request selects, and which stay beside each other (RFC 9111 §4, §4.1).
 */
public final class Precedence {

    private Precedence() {}

    /**
     * The stored response that the request selects (RFC 9111 §4.1), of several the one that comes before all others.
     *
     * @param candidates in the order in which they came
     * @param headOf gives what these rules keep of one
     */
    public static <T> Optional<T> select(Asked asked, Collection<T> candidates, Function<? super T, Stored> headOf) {
        Optional<T> selected = Optional.empty();
        Stored best = null;
        // Worked out once for all that vary by the same fields, as most do: an owner's rule may be dear.
        Selection wanted = Selection.NONE;
        for (T candidate : candidates) {
            Stored head = headOf.apply(candidate);
            boolean behind = best != null && precedes(best, head);
            if (behind || !head.isFor(asked.target())) {
                continue;
            }
            if (!wanted.names().equals(head.selection().names())) {
                wanted = head.selectionOf(asked);
            }
            if (wanted.equals(head.selection())) {
                selected = Optional.of(candidate);
                best = head;
            }
        }
        return selected;
    }

    /**
     * Whether {@code one} is selected rather than {@code other} where a request selects both: the most recent by Date is (RFC
     * 9111 §4), but first what says that it varies, since origins leave out Vary where a request prefers nothing (§4.1).
     */
    private static boolean precedes(Stored one, Stored other) {
        return one.varies() == other.varies() ? date(one) > date(other) : one.varies();
    }

    /** Date, but no later than when it came: by a clock that was ahead, nothing would be more recent until then. */
    private static long date(Stored stored) {
        return Math.min(stored.date(), Math.floorDiv(stored.responseTimeMillis(), 1_000L));
    }

    /** Whether a response with these fields is of an earlier time than {@code stored} (RFC 9111 §4). */
    public static boolean isOlder(Fields response, Received received, Stored stored) {
        long date = HttpDate.parse(
                response.get(FieldNames.DATE, ""), received.responseTime().getEpochSecond());
        return date != HttpDate.INVALID && date < date(stored);
    }

    /** Whether {@code newer} is for the requests that {@code older} is for, and stands in its place. */
    public static boolean replaces(Stored newer, Stored older) {
        return newer.selection().equals(older.selection()) && newer.isFor(older.target());
    }

    /** Whether {@code asked}, to which {@code newer} has come since, would go on selecting {@code older}. */
    public static boolean hides(Stored older, Stored newer, Asked asked) {
        return precedes(older, newer) && older.isSelectedBy(asked);
    }

    /**
     * Whether {@code asked}, to which {@code late} has come, selects {@code there} in its place, as another representation of
     * which the head came later: what took longer to come is not the most recent then (RFC 9111 §4). A part is in the place
     * of parts only.
     */
    public static boolean outdates(Stored there, Stored late, Asked asked) {
        Optional<EntityTag> tag = late.entityTag();
        boolean same = there.entityTag()
                .filter(mine -> tag.filter(mine::matchesStrongly).isPresent())
                .isPresent();
        boolean inPlace = there.isSelectedBy(asked)
                && (there.part().isEmpty() || late.part().isPresent())
                && (there.varies() || !late.varies());
        return inPlace && !same && there.responseTicks() - late.responseTicks() > 0;
    }
}
