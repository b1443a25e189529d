package dev.weir.origin;

import dev.weir.fields.FieldSyntax;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What an origin server is told about whom a request is from and for.
 *
 * @param host the {@code Host} that it is sent
 * @param pseudonym this proxy's name in {@code Via} (RFC 9110 §7.6.3); a request that bears it already is refused as a
 *     loop, so that no two proxies may share one
 * @param trusts whether what the peer at an address says in {@code Forwarded} and {@code X-Forwarded-*} is true: then
 *     it is kept and added to, else it is dropped
 */
public record Forwarding(HostField host, String pseudonym, Predicate<String> trusts) {

    /** The origin's own Host; nobody's word is taken. */
    public static Forwarding as(String pseudonym) {
        return new Forwarding(HostField.ORIGIN, pseudonym, address -> false);
    }

    public Forwarding {
        if (!FieldSyntax.isToken(pseudonym)) {
            throw new IllegalArgumentException("not a pseudonym (RFC 9110 §7.6.3): '" + pseudonym + "'");
        }
    }

    /** With another choice of {@code Host}. */
    public Forwarding with(HostField other) {
        return new Forwarding(other, pseudonym, trusts);
    }

    /** Believing the peers at these addresses, such as that of the load balancer in front. */
    public Forwarding trusting(String... addresses) {
        return new Forwarding(host, pseudonym, Set.of(addresses)::contains);
    }
}
