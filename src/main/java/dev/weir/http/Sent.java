package dev.weir.http;

/**
 * What had been sent of a final response when its exchange ended.
 *
 * @param status the status that the client was sent; 0 where it was sent none
 * @param bytes of the content
 */
public record Sent(int status, long bytes) {

    /** No response was sent. */
    public static final Sent NOTHING = new Sent(0, 0);
}
