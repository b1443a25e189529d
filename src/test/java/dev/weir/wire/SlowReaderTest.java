package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.edge.Tls;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.server.Drain;
import dev.weir.server.ServerSettings;
import dev.weir.support.Await;
import dev.weir.support.Certificates;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import dev.weir.support.RawHttp2;
import dev.weir.support.Transport;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was answered arrives whole, also where it was not read yet when its connection is to be closed or the server ends. */
@Timeout(60)
class SlowReaderTest {
    private static final Buffer LARGE = Buffer.buffer(new byte[20 << 20]);
    private static final Buffer SMALL = Buffer.buffer("x".repeat(60_000));

    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    /** More of the small ones than a system keeps for a client that reads nothing. */
    private static final int MANY = 1_000;

    private static final int SOME = 20;

    private final AtomicInteger handled = new AtomicInteger();

    private Future<Response> answer(Request request) {
        handled.incrementAndGet();
        return HttpHandler.ok(Response.of(
                200,
                Fields.empty(),
                switch (request.path()) {
                    case "/large" -> Body.of(LARGE);
                    case "/chunked" -> Body.Stream.of(new Slices(LARGE), Body.UNKNOWN_LENGTH, () -> {});
                    default -> Body.of(SMALL);
                }));
    }

    private Fixture serving(Transport transport) throws Exception {
        return Fixture.serving(transport, limits -> limits, this::answer);
    }

    private static String request(String path, String fields) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
    }

    private static String closing(String path) {
        return request(path, "Connection: close\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void aLargeOneBeforeTheClose(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport)) {
            String all = fixture.exchange(closing("/large"));
            assertThat(all.length() - all.indexOf("\r\n\r\n") - 4).isEqualTo(LARGE.length());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChunkedOneBeforeTheClose(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport)) {
            assertThat(fixture.exchange(closing("/chunked")).endsWith(LAST_CHUNK))
                    .isTrue();
        }
    }

    /** The content, of which so many bytes are read before the server ends, and the rest behind it. */
    private String readWhileTheServerEnds(Transport transport, String request, int before) throws Exception {
        try (Fixture fixture = serving(transport);
                RawClient client = fixture.client()) {
            client.send(request).readHead();
            String begun = client.read(before);
            Future<Void> drained = fixture.server.drain();
            String content = begun + client.readAll();
            Await.of(drained);
            return content;
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLargeOneWhileTheServerEnds(Transport transport) throws Exception {
        assertThat(readWhileTheServerEnds(transport, request("/large", ""), 0).length())
                .isEqualTo(LARGE.length());
    }

    @ParameterizedTest
    @EnumSource
    void aLargeOneBeforeTheCloseWhileTheServerEnds(Transport transport) throws Exception {
        int before = LARGE.length() - 5_000_000; // the rest may be on its way altogether
        assertThat(readWhileTheServerEnds(transport, closing("/large"), before).length())
                .isEqualTo(LARGE.length());
    }

    @ParameterizedTest
    @EnumSource
    void aChunkedOneWhileTheServerEnds(Transport transport) throws Exception {
        assertThat(readWhileTheServerEnds(transport, request("/chunked", ""), 0).endsWith(LAST_CHUNK))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void eachOfManyWhileTheServerEnds(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport);
                RawClient client = fixture.client()) {
            client.send(request("/small", "").repeat(MANY));
            Await.until(() -> handled.get() >= SOME);
            Future<Void> drained = fixture.server.drain();
            String all = client.readAll();
            assertThat(all.chars().filter(c -> c == 'x').count()).isEqualTo((long) handled.get() * SMALL.length());
            Await.of(drained);
        }
    }

    @ParameterizedTest
    @EnumSource
    void butNobodyKeepsTheServerForEver(Transport transport) throws Exception {
        ServerSettings settings =
                ServerSettings.onPort(0).withDrain(Drain.defaults().within(Duration.ZERO, Duration.ofMillis(100)));
        try (Fixture fixture = Fixture.serving(transport, settings, this::answer);
                RawClient client = fixture.client()) {
            client.send(request("/small", "").repeat(MANY));
            Await.until(() -> handled.get() >= SOME);
            Await.of(fixture.server.drain());
        }
    }

    @Test
    void aLargeOneOverTlsWhileTheServerEnds() throws Exception {
        ServerSettings settings =
                ServerSettings.onPort(0).withTls(new Tls(Certificates.ONE.certificate(), Certificates.ONE.key()));
        try (Fixture fixture = Fixture.serving(Transport.EPOLL, settings, this::answer)) {
            HttpClient client = HttpClient.newBuilder()
                    .sslContext(RawHttp2.trusting())
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
            URI uri = URI.create("https://localhost:" + fixture.server.port() + "/large");
            InputStream content = client.send(
                            HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofInputStream())
                    .body();
            Future<Void> drained = fixture.server.drain();
            assertThat(content.readAllBytes().length).isEqualTo(LARGE.length());
            Await.of(drained);
        }
    }
}
