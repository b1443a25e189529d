package dev.weir.edge;

import java.time.Duration;

/**
 * The limits of the edge; all are on by default, since Vert.x leaves them off or loose.
 *
 * @param head of a request's head
 * @param connection of a connection
 * @param exchange of one exchange
 */
public record Limits(HeadLimits head, ConnectionLimits connection, ExchangeLimits exchange) {

    /** All defaults. */
    public static Limits defaults() {
        return new Limits(HeadLimits.defaults(), ConnectionLimits.defaults(), ExchangeLimits.defaults());
    }

    static void positive(String what, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(what + " is more than zero, not " + time);
        }
    }

    static void atLeast(long least, String what, long number) {
        if (number < least) {
            throw new IllegalArgumentException(what + ": " + number + ", but " + least + " is the least");
        }
    }

    /** These with others for a request's head. */
    public Limits withHead(HeadLimits other) {
        return new Limits(other, connection, exchange);
    }

    /** These with others for a connection. */
    public Limits withConnection(ConnectionLimits other) {
        return new Limits(head, other, exchange);
    }

    /** These with others for one exchange. */
    public Limits withExchange(ExchangeLimits other) {
        return new Limits(head, connection, other);
    }
}
