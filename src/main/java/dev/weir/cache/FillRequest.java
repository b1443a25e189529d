package dev.weir.cache;

import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.ForwardedFields;
import dev.weir.fields.HopByHop;
import dev.weir.http.Body;
import dev.weir.http.Request;
import dev.weir.http.RequestHead;
import dev.weir.http.Scope;
import dev.weir.policy.Targets;
import dev.weir.store.CacheKey;
import java.util.List;
import java.util.function.Predicate;

/**
 * The head of a request whose response others will be given, or that changes what they are given. It asks for the URI of
 * the key and says so wherever a host or scheme is named: what a client makes up about them ({@code Host} under a fixed
 * authority, {@code Forwarded}, {@code X-Forwarded-Host} and the like) would otherwise stand in a response that is stored
 * under a key without it. Nor can a client make itself out to be a surrogate: what is fetched for all is for this one.
 */
record FillRequest(
        String method,
        String scheme,
        String authority,
        String target,
        Fields fields,
        String protocol,
        String remoteAddress)
        implements RequestHead {

    /** By this an origin knows that it may send Surrogate-Control. */
    private static final String CAPABILITY = Targets.DEVICE + "=\"Surrogate/1.0\"";

    /**
     * What a fill sends: GET, in a scope of the fill. It has the leader's fields but for those that concern its connection,
     * ask for a part, or are conditions of its own; its attributes stay behind.
     *
     * @param own the cache's own: what is stored is to be validated with, and the Range of a part; none for the whole
     */
    static Request of(Request leader, CacheKey key, FieldLines own, Targets targets, Scope scope) {
        List<String> options = HopByHop.options(leader.fields());
        Predicate<String> kept = name -> !HopByHop.isHopByHop(name, options) && !isOneClients(name);
        return leader.withHead(head(leader, "GET", key, kept, own, targets))
                .withBody(Body.none())
                .in(scope);
    }

    /**
     * The client's own request, where what answers it changes what others are given: a HEAD, by which what is stored may be
     * freshened (RFC 9111 §4.3.5), or a request for a part. It has the client's fields but for those that say where it
     * goes; its attributes stay behind here too.
     */
    static Request ofClient(Request request, CacheKey key, Targets targets) {
        return request.withHead(head(
                        request,
                        request.method(),
                        key,
                        name -> true,
                        FieldLines.builder().build(),
                        targets))
                .in(request.scope());
    }

    /** Whether a request names, as it came, no other host or scheme than its key. */
    static boolean saysOnlyWhatTheKeySays(Request request, CacheKey key) {
        boolean[] only = {request.authority().equals(key.authority())};
        request.fields().forEach((name, value) -> only[0] &= !ForwardedFields.isOne(name));
        return only[0] && !request.fields().contains(FieldNames.SURROGATE_CAPABILITY);
    }

    private static RequestHead head(
            Request request, String method, CacheKey key, Predicate<String> kept, FieldLines more, Targets targets) {
        FieldLines.Builder fields = FieldLines.builder()
                .addAll(request.fields(), name -> kept.test(name) && !saysWhatTheKeySays(name))
                .addAll(more);
        if (request.fields().contains(FieldNames.HOST)) {
            fields.add(FieldNames.HOST, key.authority());
        }
        if (targets.contains(FieldNames.SURROGATE_CONTROL)) {
            fields.add(FieldNames.SURROGATE_CAPABILITY, CAPABILITY);
        }
        return new FillRequest(
                method,
                key.scheme(),
                key.authority(),
                // Its own: what the key leaves out of it, the response may yet turn out to depend on.
                request.target(),
                fields.build(),
                request.protocol(),
                request.remoteAddress());
    }

    private static boolean saysWhatTheKeySays(String name) {
        return name.equalsIgnoreCase(FieldNames.HOST)
                || name.equalsIgnoreCase(FieldNames.SURROGATE_CAPABILITY)
                || ForwardedFields.isOne(name);
    }

    private static boolean isOneClients(String name) {
        return name.equalsIgnoreCase(FieldNames.RANGE)
                || name.equalsIgnoreCase(FieldNames.IF_RANGE)
                || name.equalsIgnoreCase(FieldNames.IF_NONE_MATCH)
                || name.equalsIgnoreCase(FieldNames.IF_MODIFIED_SINCE)
                || name.equalsIgnoreCase(FieldNames.IF_MATCH)
                || name.equalsIgnoreCase(FieldNames.IF_UNMODIFIED_SINCE)
                || name.equalsIgnoreCase(FieldNames.EXPECT)
                || name.equalsIgnoreCase(FieldNames.CONTENT_LENGTH);
    }
}
