package dev.weir.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code weir proxy --admin}: what the cache's owner asks over HTTP, and nobody else. */
@Timeout(120)
class AdminIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String TELLS = "owner is answered on ";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    private String file(String content) throws Exception {
        return Files.writeString(directory.resolve("token"), content).toString();
    }

    private static Child weir(String origin, String... more) throws Exception {
        return Child.weir(
                Stream.concat(Stream.of("proxy", "--origin", origin, "--listen", "127.0.0.1:0"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> metrics(String admin, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(admin + "/metrics"))
                .header("Authorization", "Bearer " + token)
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static HttpResponse<String> purge(String admin, String token, String order) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(admin + "/purge"))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(order))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    @Test
    void whoHasTheTokenPurgesAndSeesWhatIsCountedAndNobodyElse() throws Exception {
        try (TestOrigin origin = new TestOrigin(0);
                Child weir =
                        weir(origin.url(), "--admin", "127.0.0.1:0", "--admin-token-file", file("s3cret-t0ken\n"))) {
            String url = weir.url();
            String line = weir.awaitError(TELLS);
            String admin = line.substring(line.indexOf(TELLS) + TELLS.length()).strip();
            get(url + "/page");
            get(url + "/page");
            assertThat(origin.requests()).isEqualTo(1);

            assertThat(metrics(admin, "wrong").statusCode()).isEqualTo(401);
            assertThat(metrics(admin, "s3cret-t0ken").body())
                    .contains("\nweir_cache_hits_total 1\n")
                    .contains("\nweir_cache_misses_total 1\n");

            assertThat(purge(admin, "wrong", "{\"all\": true}").statusCode()).isEqualTo(401);
            get(url + "/page");
            assertThat(origin.requests()).isEqualTo(1);

            HttpResponse<String> purged = purge(admin, "s3cret-t0ken", "{\"prefix\": \"" + url + "/\"}");
            assertThat(purged.statusCode()).isEqualTo(200);
            assertThat(purged.body()).isEqualTo("{\"purged\":1}");
            get(url + "/page");
            assertThat(origin.requests()).isEqualTo(2);

            HttpResponse<String> wrong = purge(admin, "s3cret-t0ken", "{\"path\": \"/page\"}");
            assertThat(wrong.statusCode()).isEqualTo(400);
            assertThat(wrong.headers().firstValue("Content-Type")).contains("application/problem+json");
            assertThat(wrong.body()).contains("There is no 'path' here.");

            assertThat(purge(url, "s3cret-t0ken", "{\"all\": true}").body())
                    .as("what clients reach is the origin's")
                    .startsWith("path /purge");

            weir.terminate();
            assertThat(weir.exit()).isZero();
            assertThat(weir.out()).containsExactly("listening on " + url);
            assertThat(String.join("\n", weir.err())).doesNotContain("s3cret");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--admin 127.0.0.1:0 --admin-token-file none | none cannot be read",
                "--admin 127.0.0.1:0 --admin-token-file EMPTY | is empty; make it with: openssl",
                "--admin 127.0.0.1:0 --admin-token-file SPACED | has something in it that no token has",
                "--admin 127.0.0.1:0 | --admin needs --admin-token-file beside it",
                "--admin-token-file GOOD | --admin-token-file needs --admin beside it",
                "--admin 0.0.0.0:0 --admin-token-file GOOD | in clear text; listen on 127.0.0.1",
                "--admin 9901 --admin-token-file GOOD | is not HOST:PORT",
                "--admin TAKEN --admin-token-file GOOD | choose another port with --admin",
            })
    void whatCannotBeIsSaidInOneLine(String flags, String said) throws Exception {
        Files.writeString(directory.resolve("empty"), " \n");
        Files.writeString(directory.resolve("spaced"), "two words\n");
        Files.writeString(directory.resolve("good"), "s3cret\n");
        try (TestOrigin origin = new TestOrigin(0)) {
            String resolved = flags.replace("EMPTY", directory.resolve("empty").toString())
                    .replace("SPACED", directory.resolve("spaced").toString())
                    .replace("GOOD", directory.resolve("good").toString())
                    .replace("TAKEN", origin.url().substring("http://".length()));
            try (Child weir = weir(origin.url(), resolved.split(" "))) {
                int status = weir.exit();
                List<String> err = weir.err();
                assertThat(err).singleElement().asString().contains(said).doesNotContain("s3cret");
                assertThat(status).isEqualTo(2);
                assertThat(weir.out()).isEmpty();
            }
        }
    }
}
