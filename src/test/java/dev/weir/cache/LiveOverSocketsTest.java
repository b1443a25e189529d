package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Weir;
import dev.weir.fields.Fields;
import dev.weir.http.BodyWriter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.server.RunningServer;
import dev.weir.support.Await;
import dev.weir.support.Protocol;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A live stream for many clients on several event loops. */
class LiveOverSocketsTest {
    private static final int READERS = 99;
    /** More than the system and HTTP/2's windows hold for one that does not read. */
    private static final int MOST_RECORDS = 2000;

    private static final Buffer RECORD = Buffer.buffer("x".repeat((64 << 10) - 1) + "\n");

    private final Vertx vertx = Vertx.vertx();
    /** Held, since Vert.x closes a client that nobody holds. */
    private final List<HttpClientAgent> agents = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    private HttpClientAgent agent(Protocol protocol, RunningServer server) {
        HttpClientOptions options = new HttpClientOptions()
                .setDefaultHost("127.0.0.1")
                .setDefaultPort(server.port())
                .setReceiveBufferSize(64 << 10);
        if (protocol == Protocol.HTTP_2) {
            options.setProtocolVersion(HttpVersion.HTTP_2)
                    .setSsl(true)
                    .setUseAlpn(true)
                    .setTrustAll(true)
                    .setVerifyHost(false)
                    // Of one connection for all readers: what none of them has read yet fits.
                    .setHttp2ConnectionWindowSize(16 << 20);
        }
        HttpClientAgent agent = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(READERS));
        agents.add(agent);
        return agent;
    }

    /** Its content stands still. */
    private static HttpClientResponse listen(HttpClientAgent agent) throws Exception {
        HttpClientResponse response = Await.of(agent.request(HttpMethod.GET, "/")
                .compose(HttpClientRequest::send)
                .map(HttpClientResponse::pause));
        assertThat(response.statusCode()).isEqualTo(200);
        return response;
    }

    @ParameterizedTest
    @EnumSource
    void ofAHundredClientsTheOneThatDoesNotReadIsDroppedAndAllOthersAreGivenEverything(Protocol protocol)
            throws Exception {
        Promise<BodyWriter> opened = Promise.promise();
        Live live = Live.create();
        HttpHandler handler = live.around(request -> {
            BodyWriter writer = BodyWriter.of(request.scope());
            opened.complete(writer); // fails the second time
            return HttpHandler.ok(Response.of(200, Fields.of("Content-Type", "application/x-ndjson"), writer.body()));
        });
        RunningServer server = Await.of(Weir.serve(vertx, protocol.settings(), 2, handler));
        HttpClientResponse still = listen(agent(protocol, server));
        HttpClientAgent readers = agent(protocol, server);
        AtomicLong read = new AtomicLong();
        AtomicLong expected = new AtomicLong();
        List<Promise<Void>> rounds = new ArrayList<>();
        for (int i = 0; i < MOST_RECORDS; i++) {
            rounds.add(Promise.promise());
        }
        List<Future<Void>> ends = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            HttpClientResponse response = listen(readers);
            response.handler(bytes -> {
                if (read.addAndGet(bytes.length()) == expected.get()) {
                    rounds.get((int) (expected.get() / READERS / RECORD.length()) - 1)
                            .tryComplete();
                }
            });
            ends.add(response.end());
            response.resume();
        }
        BodyWriter writer = Await.of(opened.future());
        int sent = 0;
        // All readers are at the same place before each record, so that none of them can be the slowest.
        while (live.stats().dropped() == 0 && sent < MOST_RECORDS) {
            expected.set((long) (sent + 1) * RECORD.length() * READERS);
            Future<Void> taken = writer.write(RECORD);
            Await.of(rounds.get(sent).future());
            assertThat(Await.of(taken)).isNull();
            sent++;
        }
        assertThat(live.stats().dropped()).isEqualTo(1);
        Await.of(writer.end());
        for (Future<Void> end : ends) {
            Await.of(end);
        }
        assertThat(read.get()).isEqualTo((long) sent * RECORD.length() * READERS);
        Future<Void> whole = still.end();
        still.resume();
        assertThatThrownBy(() -> Await.of(whole))
                .as("what was dropped does not look whole")
                .isNotNull();
        assertThat(live.stats().begun()).isEqualTo(1);
        assertThat(live.stats().joined()).isEqualTo(READERS);
    }
}
