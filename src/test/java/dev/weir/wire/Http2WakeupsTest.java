package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.BodyWriter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.Await;
import dev.weir.support.Fixture;
import dev.weir.support.Protocol;
import dev.weir.support.Transport;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Http2WakeupsTest {
    private static final int STREAMS = 99;
    private static final int ROUNDS = 100;
    /** As much as makes a connection unwritable. */
    private static final Buffer CHUNK = Buffer.buffer(new byte[64 << 10]);

    /** Of this client, whose connection fills often, but never because of a window. */
    private static HttpClientOptions client(Fixture fixture) {
        return new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(fixture.server.port())
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustAll(true)
                .setVerifyHost(false)
                .setReceiveBufferSize(CHUNK.length())
                .setHttp2ConnectionWindowSize(2 * STREAMS * CHUNK.length());
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentOnManyStreamsAtOnceReachesEachOfThem(Transport transport) throws Exception {
        List<BodyWriter> writers = new CopyOnWriteArrayList<>();
        HttpHandler handler = request -> {
            BodyWriter writer = BodyWriter.of(request.scope());
            writers.add(writer);
            return HttpHandler.ok(Response.of(200, Fields.empty(), writer.body()));
        };
        try (Fixture fixture = Fixture.serving(transport, Protocol.HTTP_2.settings(), handler)) {
            HttpClientAgent agent = fixture.vertx.createHttpClient(client(fixture));
            AtomicInteger missing = new AtomicInteger();
            List<Promise<Void>> rounds = new CopyOnWriteArrayList<>();
            for (int i = 0; i < STREAMS; i++) {
                HttpClientResponse response =
                        Await.of(agent.request(HttpMethod.GET, "/").compose(HttpClientRequest::send));
                response.handler(bytes -> {
                    if (missing.addAndGet(-bytes.length()) == 0) {
                        rounds.get(rounds.size() - 1).complete();
                    }
                });
            }
            assertThat(writers).hasSize(STREAMS);
            for (int i = 0; i < ROUNDS; i++) {
                Promise<Void> round = Promise.promise();
                rounds.add(round);
                missing.set(STREAMS * CHUNK.length());
                writers.forEach(writer -> writer.write(CHUNK));
                Await.of(round.future());
            }
        }
    }
}
