package dev.weir.wire;

/**
 * The limits of the edge; all are on by default, since Vert.x leaves them off or loose.
 *
 * @param head of a request's head
 * @param connection of a connection
 * @param exchange of one exchange
 */
public record Limits(HeadLimits head, ConnectionLimits connection, ExchangeLimits exchange) {

    /** All defaults. */
    public static final Limits DEFAULT =
            new Limits(HeadLimits.DEFAULT, ConnectionLimits.DEFAULT, ExchangeLimits.DEFAULT);

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
