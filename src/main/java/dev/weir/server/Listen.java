package dev.weir.server;

/**
 * Where a server listens.
 *
 * @param host a name or address of this machine
 * @param port 0 for a free one, the same for all instances of one deployment
 */
public record Listen(String host, int port) {

    public Listen {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port (0 to 65535): " + port);
        }
    }

    /** On this machine only: to be reachable from elsewhere is something to ask for. */
    public static Listen locally(int port) {
        return new Listen("127.0.0.1", port);
    }
}
