package dev.weir.policy;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import java.net.URI;
import java.net.URISyntaxException;
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
     * is safe or the status an error. It stops there: what is invalidated, in this way or the other, takes no group of its
     * own with it, which RFC 9875 §2.2.1 leaves open.
     */
    public static List<String> groups(Asked asked, int status, Fields response) {
        return Methods.isSafe(asked.method()) || !Statuses.isNonError(status)
                ? List.of()
                : Tags.strings(response, FieldNames.CACHE_GROUP_INVALIDATION);
    }

    /** {@code reference} resolved against {@code target}, if it is of the same origin and can be read. */
    static Optional<String> sameOrigin(String target, String reference) {
        try {
            URI base = new URI(target);
            if (base.getHost() == null) {
                return Optional.empty();
            }
            URI resolved = Reference.resolved(base, new URI(reference.strip()));
            return isSameOrigin(base, resolved) ? Optional.of(spelled(base, resolved)) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // an invalidation that RFC 9111 §4.4 leaves to us
        }
    }

    /** RFC 9110 §4.3.1: scheme, host and port. */
    private static boolean isSameOrigin(URI one, URI other) {
        return one.getScheme() != null
                && one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** With the scheme and authority of the target, as the cache's key has them; without a fragment. */
    private static String spelled(URI base, URI resolved) {
        String path = resolved.getRawPath();
        String query = resolved.getRawQuery();
        return base.getScheme() + "://" + base.getRawAuthority() + (path == null || path.isEmpty() ? "/" : path)
                + (query == null ? "" : "?" + query);
    }
}
