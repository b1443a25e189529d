package dev.weir.wire;

/** A content on its way out. */
interface Sending {

    /** Whether the reader has taken nothing for too long. */
    boolean isStalled(long now);

    /** Sends no more. Does nothing where all has been sent. */
    void stop();

    /** Bytes handed over so far. */
    long sentBytes();
}
