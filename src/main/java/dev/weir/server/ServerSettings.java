package dev.weir.server;

import dev.weir.edge.ExchangeLimits;
import dev.weir.edge.Limits;
import dev.weir.edge.Tls;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a server.
 *
 * @param listen where
 * @param limits of the edge
 * @param drain how it stops
 * @param blame how long a handler may run on the event loop before a warning names its request
 * @param tls where connections are to be secured
 */
public record ServerSettings(Listen listen, Limits limits, Drain drain, Duration blame, Optional<Tls> tls) {

    /** Defaults, on a port of this machine alone. */
    public static ServerSettings onPort(int port) {
        return on(Listen.locally(port));
    }

    /** Defaults, listening there. */
    public static ServerSettings on(Listen listen) {
        return new ServerSettings(listen, Limits.defaults(), Drain.defaults(), Duration.ofSeconds(1), Optional.empty());
    }

    /** These with other limits. */
    public ServerSettings withLimits(Limits other) {
        return new ServerSettings(listen, other, drain, blame, tls);
    }

    /** These with other limits of one exchange. */
    public ServerSettings withLimits(ExchangeLimits other) {
        return withLimits(limits.withExchange(other));
    }

    /** These, stopping in another way. */
    public ServerSettings withDrain(Drain other) {
        return new ServerSettings(listen, limits, other, blame, tls);
    }

    /** These, with a warning after another time on the event loop. */
    public ServerSettings withBlame(Duration other) {
        return new ServerSettings(listen, limits, drain, other, tls);
    }

    /** These, with connections secured. */
    public ServerSettings withTls(Tls files) {
        return new ServerSettings(listen, limits, drain, blame, Optional.of(files));
    }
}
