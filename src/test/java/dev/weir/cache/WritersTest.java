package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What writes content codings, and where there is which. */
class WritersTest {

    /** Where its library is none for the machine of the test. */
    static void needBrotli() {
        assumeThat(Writers.names()).contains("br");
    }

    static String read(String coding, byte[] bytes) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(bytes);
        try (InputStream reader = coding.equals("br") ? new BrotliInputStream(in) : new GZIPInputStream(in)) {
            return new String(reader.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void whereTheProgramBringsItsLibraryThereIsBrotli() {
        assertThat(Writers.names()).containsExactly("br", "gzip");
    }

    @ParameterizedTest
    @CsvSource({"br, 1", "br, 1024", "br, 10000000", "gzip, 1", "gzip, 10000000"})
    void whatIsWrittenCanBeRead(String coding, int length) throws IOException {
        if (coding.equals("br")) {
            needBrotli();
        }
        String text = "0123456789".repeat(length / 10 + 1).substring(0, length);
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream writer = Writers.of(coding, coded, length)) {
            writer.write(text.getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(read(coding, coded.toByteArray())).isEqualTo(text);
    }

    @Test
    void withoutTheLibraryThereIsGzip() throws Exception {
        assertThat(namesWithout("brotli4j")).hasToString("[gzip]");
        assertThat(namesWithout("native-")).hasToString("[gzip]");
    }

    /** What there is on a class path like this without the files that have {@code part} in their names. */
    private static List<?> namesWithout(String part) throws Exception {
        List<URL> rest = new ArrayList<>();
        for (Path file : Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList()) {
            if (!file.toString().contains(part)) {
                rest.add(file.toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(rest.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Method names = Class.forName("dev.weir.cache.Writers", true, loader).getDeclaredMethod("names");
            names.setAccessible(true);
            return (List<?>) names.invoke(null);
        }
    }
}
