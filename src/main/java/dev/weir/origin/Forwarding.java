package dev.weir.origin;

import dev.weir.fields.FieldSyntax;

/**
 * What an origin server is told about whom a request is from and for.
 *
 * @param host the {@code Host} that it is sent
 * @param pseudonym this proxy's name in {@code Via} (RFC 9110 §7.6.3); a request that bears it already is refused as a
 *     loop, so that no two proxies may share one
 */
public record Forwarding(HostField host, String pseudonym) {

    /** The origin's own Host. */
    public static Forwarding as(String pseudonym) {
        return new Forwarding(HostField.ORIGIN, pseudonym);
    }

    public Forwarding {
        if (!FieldSyntax.isToken(pseudonym)) {
            throw new IllegalArgumentException("not a pseudonym (RFC 9110 §7.6.3): '" + pseudonym + "'");
        }
    }

    /** With another choice of {@code Host}. */
    public Forwarding with(HostField other) {
        return new Forwarding(other, pseudonym);
    }
}
