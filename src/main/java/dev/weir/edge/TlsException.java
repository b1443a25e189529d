package dev.weir.edge;

/** The files that TLS needs cannot serve; the message says which, why, and how to mend it. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsException(String message) {
        super(message);
    }

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
