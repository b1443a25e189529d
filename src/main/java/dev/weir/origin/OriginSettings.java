package dev.weir.origin;

import io.vertx.core.net.ClientSSLOptions;
import java.util.Optional;
import java.util.UUID;

/**
 * How an {@link Origin} forwards.
 *
 * @param tls whom to trust and how to be known, as Vert.x takes it, for an {@code https} origin; without it, the Java
 *     installation's certificate authorities. The host name is checked in any case
 */
public record OriginSettings(
        OriginLimits limits, OriginTimeouts timeouts, Forwarding forwarding, Optional<ClientSSLOptions> tls) {

    /** What suits most; a pseudonym of its own, so that a Weir in front of another is no loop. */
    public static OriginSettings defaults() {
        String pseudonym = "weir-" + UUID.randomUUID().toString().substring(0, 8);
        return new OriginSettings(
                OriginLimits.defaults(), OriginTimeouts.defaults(), Forwarding.as(pseudonym), Optional.empty());
    }

    /** With other limits. */
    public OriginSettings with(OriginLimits other) {
        return new OriginSettings(other, timeouts, forwarding, tls);
    }

    /** With other timeouts. */
    public OriginSettings with(OriginTimeouts other) {
        return new OriginSettings(limits, other, forwarding, tls);
    }

    /** With other words to the origin server. */
    public OriginSettings with(Forwarding other) {
        return new OriginSettings(limits, timeouts, other, tls);
    }

    /** With TLS options. */
    public OriginSettings with(ClientSSLOptions other) {
        return new OriginSettings(limits, timeouts, forwarding, Optional.of(other));
    }
}
