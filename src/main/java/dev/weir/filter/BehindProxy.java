package dev.weir.filter;

import dev.weir.fields.Authority;
import dev.weir.fields.CommaList;
import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.ForwardedElement;
import dev.weir.fields.ForwardedFields;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.RequestHead;
import dev.weir.http.Response;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

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

    /** What the proxies say; hops in the order in which the request went through them. */
    private record Said(String proto, String host, List<String> hops) {
        static Said byForwarded(Fields fields) {
            List<ForwardedElement> elements = ForwardedElement.all(fields);
            if (elements.isEmpty()) {
                return new Said("", "", List.of());
            }
            ForwardedElement nearest = elements.get(elements.size() - 1);
            List<String> hops =
                    elements.stream().map(ForwardedElement::clientAddress).toList();
            return new Said(nearest.proto(), nearest.host(), hops);
        }

        static Said byXForwarded(Fields fields) {
            return new Said(
                    last(fields, FieldNames.X_FORWARDED_PROTO),
                    last(fields, FieldNames.X_FORWARDED_HOST),
                    CommaList.members(fields, FieldNames.X_FORWARDED_FOR));
        }

        /** What the proxy nearest to us says is the last; what stands before it, it was told itself. */
        private static String last(Fields fields, String name) {
            List<String> members = CommaList.members(fields, name);
            return members.isEmpty() ? "" : members.get(members.size() - 1);
        }
    }

    private final Networks proxies;
    private final Function<Fields, Said> reading;

    private BehindProxy(Networks proxies, Function<Fields, Said> reading) {
        this.proxies = proxies;
        this.reading = reading;
    }

    /**
     * Believing the peers at these addresses and in these networks, such as {@code 10.0.0.5}, {@code 10.0.0.0/8} or
     * {@code 2001:db8::/32}. Each of them has to set, or to remove, all three fields: one that it hands on as it came is
     * the client's word.
     *
     * @throws IllegalArgumentException if one of them is no address or network
     */
    public static BehindProxy at(String... networks) {
        return new BehindProxy(Networks.of(networks), Said::byXForwarded);
    }

    /**
     * This, reading {@code Forwarded} (RFC 7239) in place of {@code X-Forwarded-...}: for proxies that add their element
     * to it. Never both, since a proxy that knows only the one hands on the other as the client wrote it.
     */
    public BehindProxy byForwarded() {
        return new BehindProxy(proxies, Said::byForwarded);
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        boolean believed = proxies.contain(request.remoteAddress());
        Said said = believed ? reading.apply(request.fields()) : new Said("", "", List.of());
        String scheme = scheme(said.proto(), request.scheme());
        String authority = authority(said.host(), scheme, request.authority());
        String client = client(said.hops(), request.remoteAddress());
        FieldLines kept = FieldLines.builder()
                .addAll(request.fields(), name -> !ForwardedFields.isOne(name))
                .build();
        return next.handle(request.withHead(
                new Head(request.method(), scheme, authority, request.target(), kept, request.protocol(), client)));
    }

    private static String scheme(String said, String otherwise) {
        String scheme = said.toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? scheme : otherwise;
    }

    private static String authority(String said, String scheme, String otherwise) {
        return Authority.isValid(said) ? Authority.normal(said, scheme) : otherwise;
    }

    /** The last that is none of the proxies: what stands before it, anybody may have written. */
    private String client(List<String> hops, String peer) {
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
