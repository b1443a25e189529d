package dev.weir.benchmarks.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachesTest {
    @TempDir
    private Path directory;

    @Test
    void aProgramThatIsNotThereIsNamedWithTheCommandThatInstallsIt() {
        assertThat(Workshop.missing("nginx-of-nobody", "nginx-light"))
                .hasValue("nginx-of-nobody is not installed: apt-get install nginx-light");
    }

    @Test
    void theVersionIsFoundInWhatAProgramSays() {
        assertThat(InstalledServer.versionIn("nginx version: nginx/1.22.1\n")).isEqualTo("1.22.1");
        assertThat(InstalledServer.versionIn("varnishd (varnish-7.1.1 revision 7cee1c581b)\nCopyright (c) 2006"))
                .isEqualTo("7.1.1");
        assertThat(InstalledServer.versionIn("unknown option -v")).isEmpty();
    }

    @Test
    void whatIsNotBuiltIsNamedWithTheCommandThatBuildsIt() throws Exception {
        Path benchmarks = Files.createDirectory(directory.resolve("benchmarks"));
        try (Bench bench = new Bench(benchmarks, "")) {
            assertThat(Caches.WEIR_PROXY.missing(bench)).hasValueSatisfying(why -> assertThat(why).contains("mvn"));

            touch(Files.createDirectory(directory.resolve("target")).resolve("weir.jar"));
            assertThat(Caches.WEIR_PROXY.missing(bench)).isEmpty();
            assertThat(Caches.VERTX_HTTP_PROXY.missing(bench)).hasValueSatisfying(why -> assertThat(why).contains("mvn"));
        }
    }

    private static void touch(Path file) throws IOException {
        Files.write(file, new byte[0]);
    }

    @Test
    void onlyVarnishHasNoTls() {
        assertThat(Caches.all()).filteredOn(cache -> cache.overTls().isEmpty()).containsExactly(Caches.VARNISH);
    }

    @Test
    void theSameServerHasTheSameNameOverTls() {
        assertThat(Caches.all())
                .allSatisfy(cache -> cache.overTls()
                        .ifPresent(overTls -> assertThat(overTls.name()).isEqualTo(cache.name())));
    }
}
