package dev.weir.origin;

import dev.weir.fields.CommaList;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.ForwardedElement;
import dev.weir.fields.ForwardedFields;
import dev.weir.fields.HopByHop;
import dev.weir.http.Request;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.List;
import java.util.Locale;

/** Writes the header section that an origin server is sent: what came, without what is not for it, and our own. */
final class OutboundHead {
    private static final String MAX_FORWARDS = "Max-Forwards";

    private final Target target;
    private final Forwarding forwarding;

    OutboundHead(Target target, Forwarding forwarding) {
        this.target = target;
        this.forwarding = forwarding;
    }

    /** Writes all but what frames the content. */
    void write(Request request, boolean upgrade, MultiMap out) {
        Fields fields = request.fields();
        List<String> options = HopByHop.options(fields);
        boolean trace = request.method().equals("TRACE");
        out.add(HttpHeaders.HOST, host(request));
        fields.forEach((name, value) -> {
            if (!isDropped(name, options) && !(trace && isCredential(name)) && !ForwardedFields.isOne(name)) {
                out.add(name, value);
            }
        });
        out.add(FieldNames.VIA, via(request));
        addForwarded(request, out);
        if (upgrade) {
            out.set(FieldNames.UPGRADE, String.join(", ", HopByHop.offeredProtocols(fields)));
            out.set(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE);
        } else if (wantsTrailers(fields)) {
            out.set(FieldNames.TE, "trailers");
            out.set(HttpHeaders.CONNECTION, FieldNames.TE);
        }
        if (Hops.isCounted(request.method()) && out.contains(MAX_FORWARDS)) {
            out.set(MAX_FORWARDS, Long.toString(Hops.left(request) - 1));
        }
    }

    private String host(Request request) {
        boolean asReceived = forwarding.host() == HostField.AS_RECEIVED
                && !request.authority().isEmpty();
        return asReceived ? request.authority() : target.authority();
    }

    /**
     * Hop-by-hop (RFC 9110 §7.6.1), about framing, which is ours, for a proxy (§11.7), part of an offer that goes no
     * further, or about what Vert.x cannot send: trailers of a request, announced by Trailer.
     */
    private static boolean isDropped(String name, List<String> options) {
        boolean own = switch (name.length()) {
            case 4 -> name.equalsIgnoreCase(FieldNames.HOST);
            case 6 -> name.equalsIgnoreCase(FieldNames.EXPECT);
            case 7 -> name.equalsIgnoreCase(FieldNames.TRAILER);
            case 14 ->
                name.equalsIgnoreCase(FieldNames.CONTENT_LENGTH) || name.equalsIgnoreCase(FieldNames.HTTP2_SETTINGS);
            case 19 -> name.equalsIgnoreCase(FieldNames.PROXY_AUTHORIZATION);
            default -> false;
        };
        return own || HopByHop.isHopByHop(name, options);
    }

    /** RFC 9110 §9.3.8: a client of TRACE sends none, but those of a browser would come back to a script. */
    private static boolean isCredential(String name) {
        return name.equalsIgnoreCase(FieldNames.AUTHORIZATION) || name.equalsIgnoreCase(FieldNames.COOKIE);
    }

    /** RFC 9110 §7.6.3. */
    private String via(Request request) {
        return version(request.protocol()) + " " + forwarding.pseudonym();
    }

    private static String version(String protocol) {
        return switch (protocol) {
            case "HTTP/1.1" -> "1.1";
            case "HTTP/2" -> "2.0";
            case "HTTP/1.0" -> "1.0";
            default -> protocol.substring(protocol.indexOf('/') + 1);
        };
    }

    /** Said anew: what came in under these names is anybody's word. */
    private static void addForwarded(Request request, MultiMap out) {
        String address = request.remoteAddress();
        String client = address.isEmpty() ? "unknown" : ForwardedElement.node(address, -1);
        String received = request.authority();
        out.add(FieldNames.FORWARDED, new ForwardedElement("", client, received, request.scheme()).toString());
        if (!address.isEmpty()) {
            out.add(FieldNames.X_FORWARDED_FOR, address);
        }
        if (!received.isEmpty()) {
            out.add(FieldNames.X_FORWARDED_HOST, received);
        }
        out.add(FieldNames.X_FORWARDED_PROTO, request.scheme());
    }

    /** RFC 9110 §10.1.4: that the client has use for trailers is so on this hop too, since they are passed on. */
    private static boolean wantsTrailers(Fields fields) {
        if (!fields.contains(FieldNames.TE)) {
            return false;
        }
        for (String coding : CommaList.members(fields, FieldNames.TE)) {
            if (coding.toLowerCase(Locale.ROOT).equals("trailers")) {
                return true;
            }
        }
        return false;
    }
}
