package dev.weir.wire;

/**
 * The limits of the edge; all are on by default, since Vert.x leaves them off or loose.
 *
 * @param exchange of one exchange
 */
public record Limits(ExchangeLimits exchange) {

    /** All defaults. */
    public static final Limits DEFAULT = new Limits(ExchangeLimits.DEFAULT);

    /** These with others for one exchange. */
    public Limits withExchange(ExchangeLimits other) {
        return new Limits(other);
    }
}
