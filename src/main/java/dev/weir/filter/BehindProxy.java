package dev.weir.filter;

import dev.weir.fields.Authority;
import dev.weir.fields.CommaList;
import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.ForwardedFields;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.RequestHead;
import dev.weir.http.Response;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;

/**
 * Believes the proxies in front, and nobody else, about whom a request is from and for: the scheme, the authority and the
 * address that {@code X-Forwarded-Proto}, {@code -Host} and {@code -For} name become the request's own. These fields,
 * {@code Forwarded} and {@code X-Real-IP} go no further, whoever sent them. Put it outside a cache, which then keys by
 * what is true; a forwarding handler tells its origin server the same.
 */
public final class BehindProxy implements Filter {
    private record Head(
            String method,
            String scheme,
            String authority,
            String target,
            Fields fields,
            String protocol,
            String remoteAddress)
            implements RequestHead {}

    private final Networks proxies;

    private BehindProxy(Networks proxies) {
        this.proxies = proxies;
    }

    /**
     * Believing the peers at these addresses and in these networks, such as {@code 10.0.0.5}, {@code 10.0.0.0/8} or
     * {@code 2001:db8::/32}. Each of them has to set, or to remove, all three fields: one that it hands on as it came is
     * the client's word.
     *
     * @throws IllegalArgumentException if one of them is no address or network
     */
    public static BehindProxy at(String... networks) {
        return new BehindProxy(Networks.of(networks));
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        boolean believed = proxies.contain(request.remoteAddress());
        Fields said = request.fields();
        String scheme = believed ? scheme(said, request.scheme()) : request.scheme();
        String authority = believed ? authority(said, scheme, request.authority()) : request.authority();
        String client = believed ? client(said, request.remoteAddress()) : request.remoteAddress();
        FieldLines kept = FieldLines.builder()
                .addAll(said, name -> !ForwardedFields.isOne(name))
                .build();
        return next.handle(request.withHead(
                new Head(request.method(), scheme, authority, request.target(), kept, request.protocol(), client)));
    }

    private static String scheme(Fields said, String otherwise) {
        String scheme = last(said, FieldNames.X_FORWARDED_PROTO).toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme : otherwise;
    }

    private static String authority(Fields said, String scheme, String otherwise) {
        String authority = last(said, FieldNames.X_FORWARDED_HOST).toLowerCase(Locale.ROOT);
        if (!Authority.isValid(authority)) {
            return otherwise;
        }
        String usual = scheme.equals("https") ? ":443" : ":80";
        return authority.endsWith(usual) ? authority.substring(0, authority.length() - usual.length()) : authority;
    }

    /** What the proxy nearest to us says is the last; what stands before it, it was told itself. */
    private static String last(Fields said, String name) {
        List<String> members = CommaList.members(said, name);
        return members.isEmpty() ? "" : members.get(members.size() - 1);
    }

    /** The last that is none of the proxies: what stands before it, anybody may have written. */
    private String client(Fields said, String peer) {
        List<String> hops = CommaList.members(said, FieldNames.X_FORWARDED_FOR);
        String client = peer;
        for (int i = hops.size() - 1; i >= 0 && proxies.contain(client); i--) {
            if (!Networks.isAddress(hops.get(i))) {
                return client;
            }
            client = hops.get(i);
        }
        return client;
    }
}
