package dev.weir.cache;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The content codings that can be written here, and what writes them. */
final class Writers {
    private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

    private static final String GZIP = "gzip";
    private static final String BROTLI = "br";
    private static final List<String> CODINGS = codings();

    private Writers() {}

    private static List<String> codings() {
        try {
            Brotli.load();
            LOG.debug("What is compressed is in br or gzip");
            return List.of(BROTLI, GZIP);
        } catch (IOException | LinkageError | RuntimeException e) {
            LOG.debug("What is compressed is in gzip: the library for br is not there ({})", e.toString());
            return List.of(GZIP);
        }
    }

    /** The names of the codings, the one that makes less of a text first. */
    static List<String> names() {
        return CODINGS;
    }

    /**
     * Writes to {@code to} in {@code coding}.
     *
     * @param length how many bytes there will be
     */
    static OutputStream of(String coding, OutputStream to, long length) throws IOException {
        return coding.equals(BROTLI) ? Brotli.stream(to, length) : new GZIPOutputStream(to, 8 << 10);
    }
}
