package dev.weir.cache;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/** Brotli (RFC 7932), by a native library that need not be there. */
final class Brotli {
    /** Of 11; more takes several times as long for a few hundredths less. */
    private static final int QUALITY = 6;

    /** Powers of two of bytes: the least and the most that is looked back. */
    private static final int SMALLEST_WINDOW = 10;

    private static final int LARGEST_WINDOW = 22;

    private Brotli() {}

    /**
     * Loads the library: the one on the class path, or the one that its own loader finds on this machine.
     *
     * @throws IOException if it cannot be put where the system loads it from
     * @throws LinkageError if it is not there, or not for this machine
     */
    static void load() throws IOException {
        try (InputStream library = Brotli4jLoader.class.getResourceAsStream(resource())) {
            if (library == null) {
                Brotli4jLoader.ensureAvailability();
            } else {
                load(library);
            }
        }
        // Whether it can be called, too: it belongs to the class loader that has loaded it.
        stream(OutputStream.nullOutputStream(), 1).close();
    }

    /**
     * As its own loader does it, but for the file, which that one leaves to be deleted at the JVM's end: one that is killed
     * or halts never does.
     */
    private static void load(InputStream library) throws IOException {
        Path file = Files.createTempFile("weir-", System.mapLibraryName("brotli"));
        file.toFile().deleteOnExit();
        try {
            Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
            System.load(file.toString());
        } finally {
            boolean ignored = file.toFile().delete(); // not on Windows, while it is loaded
        }
    }

    /** In the library's words. */
    private static String resource() {
        String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String system = name.startsWith("mac") ? "osx" : name.startsWith("windows") ? "windows" : name;
        String machine = System.getProperty("os.arch", "").replace("amd64", "x86_64");
        return "/lib/" + system + "-" + machine + "/" + System.mapLibraryName("brotli");
    }

    /**
     * Writes to {@code to}.
     *
     * @param length how many bytes there will be
     */
    static OutputStream stream(OutputStream to, long length) throws IOException {
        int window = Math.min(Math.max(Long.SIZE - Long.numberOfLeadingZeros(length), SMALLEST_WINDOW), LARGEST_WINDOW);
        Encoder.Parameters parameters =
                Encoder.Parameters.create(QUALITY).setMode(Encoder.Mode.TEXT).setWindow(window);
        return new BrotliOutputStream(to, parameters);
    }
}
