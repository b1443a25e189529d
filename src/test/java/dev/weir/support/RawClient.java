package dev.weir.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** A client that sends and reads bytes as they stand. */
public final class RawClient extends RawPeer {

    public RawClient(int port) throws IOException {
        super(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Which of the two has bytes to read first. */
    public RawClient awaitBytes(RawClient other) throws IOException {
        while (true) {
            if (socket().getInputStream().available() > 0) {
                return this;
            }
            if (other.socket().getInputStream().available() > 0) {
                return other;
            }
            Thread.onSpinWait();
        }
    }

    /** What there is within a short while, which may be nothing. */
    public String peek() throws IOException {
        socket().setSoTimeout(200);
        try {
            return readResponse();
        } catch (SocketTimeoutException nothing) {
            return "";
        } finally {
            socket().setSoTimeout(PATIENCE_MILLIS);
        }
    }
}
