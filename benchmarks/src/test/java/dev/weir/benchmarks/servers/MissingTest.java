package dev.weir.benchmarks.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingTest {
    private static final JavaRuntime SEVENTEEN = new JavaRuntime(Path.of("/java17"), "17.0.15");

    @TempDir
    private Path directory;

    @Test
    void aServerThatIsNotBuiltIsNamedWithTheCommandThatBuildsIt() throws Exception {
        try (Bench bench = new Bench(directory, SEVENTEEN, "")) {
            assertThat(Servers.all().get(0).missing(bench))
                    .hasValueSatisfying(why -> assertThat(why).contains("mvn -f benchmarks/servers/pom.xml package"));
        }
    }

    @Test
    void virtualThreadsNeedAJavaThatHasThem() throws Exception {
        Server server = named(Servers.WEIR_VIRTUAL);
        Files.createDirectories(directory.resolve("servers/weir/target/classes"));

        try (Bench bench = new Bench(directory, SEVENTEEN, "")) {
            assertThat(server.missing(bench))
                    .hasValueSatisfying(why -> assertThat(why).contains("JAVA21_HOME", "apt-get install openjdk-21"));
        }
        try (Bench bench = new Bench(directory, SEVENTEEN, java("20.0.1").toString())) {
            assertThat(server.missing(bench)).isPresent();
        }
        try (Bench bench = new Bench(directory, SEVENTEEN, java("21-ea").toString())) {
            assertThat(server.missing(bench)).isEmpty();
            assertThat(server.java(bench)).isEqualTo("21-ea");
            assertThat(named(Servers.WEIR).java(bench)).isEqualTo("17.0.15");
        }
    }

    private Path java(String version) throws IOException {
        Path home = Files.createDirectories(directory.resolve("java-" + version));
        Path program = Files.createFile(Files.createDirectory(home.resolve("bin")).resolve("java"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static Server named(String name) {
        return Servers.all().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aVersionIsReadFromTheClassPath() throws Exception {
        Path lib = Files.createDirectories(directory.resolve("servers/vertx/target/lib"));
        for (String jar : List.of("vertx-web-client-5.0.1.jar", "vertx-web-5.2.0.jar", "netty-common-4.jar")) {
            Files.createFile(lib.resolve(jar));
        }
        try (Bench bench = new Bench(directory, SEVENTEEN, "")) {
            assertThat(named("vertx-web").version(bench)).isEqualTo("5.2.0");
        }
    }

    @Test
    void everyServerHasItsModule() throws IOException {
        try (Stream<Path> modules = Files.list(Path.of("servers"))) {
            List<String> names =
                    modules.map(module -> module.getFileName().toString()).toList();
            assertThat(Servers.all())
                    .allSatisfy(server -> assertThat(names).contains(((JvmServer) server).module()));
        }
    }
}
