package dev.weir.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real input: {@code weir proxy} in front of nginx with a directory of files, read through curl. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NginxIT {

    @Test
    void everyFileComesThroughByteForByteAndASecondTimeFromTheCache(@TempDir Path directory) throws Exception {
        Tools.need("nginx");
        Tools.need("curl");
        int port = freePort();
        Path config = Files.writeString(directory.resolve("nginx.conf"), config(directory, port));
        try (Child nginx = Child.start("/usr/sbin/nginx", "-p", directory.toString(), "-c", config.toString())) {
            awaitPort(port);
            try (Child weir = Child.weir("proxy", "--origin", "http://127.0.0.1:" + port, "--listen", "127.0.0.1:0")) {
                String url = weir.url();
                List<Path> files = files();
                assertThat(files).hasSizeGreaterThan(50);
                for (Path file : files) {
                    assertComesThrough(url, file, "fwd=");
                }
                for (Path file : files) {
                    assertComesThrough(url, file, "; ?hit");
                }
                assertThat(weir.err()).isEmpty();
            }
            nginx.terminate();
            assertThat(nginx.exit()).isZero();
        }
    }

    private static void assertComesThrough(String url, Path file, String cacheStatus)
            throws IOException, InterruptedException {
        Path body = Files.createTempFile("weir", ".body");
        try {
            byte[] head = Tools.curl("--dump-header", "-", "--output", body.toString(), url + "/" + file);
            assertThat(body).hasSameBinaryContentAs(file);
            assertThat(new String(head, UTF_8))
                    .as("%s", file)
                    .contains("200 OK")
                    .containsPattern("(?i)cache-status: .*" + cacheStatus);
        } finally {
            Files.delete(body);
        }
    }

    /** This project's own sources and documents. */
    private static List<Path> files() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main"));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(sources, docs)
                    .filter(Files::isRegularFile)
                    .filter(file -> file.toFile().length() > 0)
                    .sorted()
                    .toList();
        }
    }

    private static String config(Path directory, int port) {
        return """
                daemon off;
                master_process off;
                user root;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body; proxy_temp_path %1$s/proxy; fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi; scgi_temp_path %1$s/scgi;
                  server {
                    listen 127.0.0.1:%2$d;
                    root %3$s;
                    expires 1h;
                  }
                }
                """.formatted(directory, port, Path.of("").toAbsolutePath());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(int port) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(20); // nginx says nowhere that it is ready
            }
        }
        throw new AssertionError("nginx does not listen");
    }
}
