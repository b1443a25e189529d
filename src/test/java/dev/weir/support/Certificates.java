package dev.weir.support;

import dev.weir.edge.Tls;
import java.nio.file.Path;

/** Certificates of localhost, made for the tests and good for nothing else. */
public final class Certificates {
    /** On an elliptic curve. */
    public static final Tls ONE = pair("localhost");

    /** RSA. */
    public static final Tls OTHER = pair("other");

    private Certificates() {}

    private static Tls pair(String name) {
        Path directory = Path.of("src", "test", "resources", "tls");
        return new Tls(directory.resolve(name + ".crt"), directory.resolve(name + ".key"));
    }
}
