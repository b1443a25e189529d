package dev.weir.policy;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Question 5: what does an answered unsafe request invalidate (RFC 9111 §4.4)? */
public final class Invalidation {

    private Invalidation() {}

    /**
     * The target URIs whose stored responses are to be invalidated, spelled as {@link Asked#target} is; none where the
     * method is safe or the status an error.
     */
    public static List<String> decide(Asked asked, int status, Fields response) {
        if (Methods.isSafe(asked.method()) || !Statuses.isNonError(status)) {
            return List.of();
        }
        List<String> targets = new ArrayList<>(3);
        targets.add(asked.target());
        for (String name : List.of(FieldNames.LOCATION, FieldNames.CONTENT_LOCATION)) {
            response.get(name)
                    .flatMap(reference -> sameOrigin(asked.target(), reference))
                    .filter(uri -> !targets.contains(uri))
                    .ifPresent(targets::add);
        }
        return targets;
    }

    /**
     * The groups of the target's origin whose stored responses are to be invalidated (RFC 9875 §3); none where the method
     * is safe or the status an error. It stops there (RFC 9875 §2.2.1): what is invalidated takes no group of its own with
     * it, and so it is for what is invalidated by its URI.
     */
    public static List<String> groups(Asked asked, int status, Fields response) {
        return Methods.isSafe(asked.method()) || !Statuses.isNonError(status)
                ? List.of()
                : Tags.strings(response, FieldNames.CACHE_GROUP_INVALIDATION);
    }

    /**
     * {@code reference} resolved against {@code target}, if it is of the same origin: with the scheme and authority of the
     * target, as the cache's key has them; without a fragment.
     */
    static Optional<String> sameOrigin(String target, String reference) {
        Reference base = Reference.of(target);
        Reference resolved = base.resolve(Reference.of(reference.strip()));
        // One of no origin is left alone, as RFC 9111 §4.4 wants it.
        boolean same = !base.origin().isEmpty() && base.origin().equals(resolved.origin());
        return same ? Optional.of(base.scheme() + base.authority() + resolved.target()) : Optional.empty();
    }
}
