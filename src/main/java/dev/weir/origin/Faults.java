package dev.weir.origin;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.HttpException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** What a client is told where the origin server gave no response (RFC 9110 §15.6.3 to §15.6.5). */
final class Faults {

    private static final String NOT_HTTP = "not HTTP/1.1 (RFC 9112)";

    private Faults() {}

    /** A failure before anything was sent, of the request itself. */
    static HttpException unsendable(String what) {
        return new HttpException(500, what);
    }

    static HttpException full() {
        return new HttpException(
                503, "Too many requests wait for the origin server.", Fields.of(FieldNames.RETRY_AFTER, "1"));
    }

    static HttpException closed() {
        return new HttpException(503, "The server stops.");
    }

    static HttpException connectTimeout() {
        return new HttpException(504, "The origin server did not take a connection in time.");
    }

    static HttpException responseTimeout() {
        return new HttpException(504, "The origin server did not respond in time.");
    }

    static HttpException stalled() {
        return new HttpException(504, "The origin server's response stopped coming.");
    }

    static HttpException notConnected(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return new HttpException(502, "The origin server's name is not known.");
        }
        return new HttpException(
                502,
                cause instanceof SSLException
                        ? "The origin server's certificate or TLS was not accepted."
                        : "The origin server takes no connection.");
    }

    static HttpException invalid(String what) {
        return new HttpException(502, "The origin server's response is not valid: " + what + ".");
    }

    static HttpException broken(Throwable cause) {
        return isClosed(cause)
                ? new HttpException(502, "The origin server closed the connection before its response was whole.")
                : invalid(NOT_HTTP);
    }

    /** Whether what was read is no HTTP/1.1. What is wrong with it, the decoder has logged. */
    static boolean isNotHttp(HttpException fault) {
        return fault.detail().contains(NOT_HTTP);
    }

    /** Whether the connection was closed or reset, and nothing else was wrong. */
    static boolean isClosed(Throwable cause) {
        return cause instanceof HttpClosedException || cause instanceof IOException;
    }
}
