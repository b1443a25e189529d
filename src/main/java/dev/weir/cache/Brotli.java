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

    /** Where the library's own loader looks first. */
    private static final String PATH = "brotli4j.library.path";

    private Brotli() {}

    /**
     * Loads the library.
     *
     * @throws IOException if it cannot be put where the system loads it from
     * @throws LinkageError if it is not on the class path, or not for this machine
     */
    static void load() throws IOException {
        try (InputStream library = Brotli4jLoader.class.getResourceAsStream(resource())) {
            if (library == null || System.getProperty(PATH) != null) {
                Brotli4jLoader.ensureAvailability();
                return;
            }
            // Its own loader leaves the file to be deleted at the JVM's end, which one that is killed or halts never
            // does.
            Path file = Files.createTempFile("weir-", System.mapLibraryName("brotli"));
            file.toFile().deleteOnExit();
            try {
                Files.copy(library, file, StandardCopyOption.REPLACE_EXISTING);
                System.setProperty(PATH, file.toString());
                Brotli4jLoader.ensureAvailability();
            } finally {
                System.clearProperty(PATH);
                boolean ignored = file.toFile().delete(); // not on Windows, while it is loaded
            }
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
