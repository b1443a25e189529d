package dev.weir.benchmarks.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.HttpURLConnection;
import java.net.URI;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginByPathTest {

    @BeforeAll
    static void needsTools() {
        assumeTrue(Workshop.has("cc", "gcc"), "needs the tool cc");
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two cores");
    }

    /** vertx-http-proxy stores nothing that is not "public". */
    @ParameterizedTest
    @CsvSource({"1024, 1024, 'public, max-age=86400'", "forward/77?page=8, 77, private"})
    void thePathSaysHowLongTheAnswerIsAndWhetherItMayBeStored(String path, int bytes, String control) throws Exception {
        try (Workshop workshop = new Workshop()) {
            String url = workshop.originByPath().url() + path;
            HttpURLConnection get = (HttpURLConnection) URI.create(url).toURL().openConnection();

            assertThat(get.getInputStream().readAllBytes()).hasSize(bytes);
            assertThat(get.getHeaderField("Cache-Control")).isEqualTo(control);
        }
    }
}
