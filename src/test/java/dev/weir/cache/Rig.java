package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.ManualTime;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A cache around an origin that answers when the test says so, in time that the test moves. */
final class Rig implements HttpHandler {

    /** A request that has reached the origin. */
    static final class Asked {
        final Request request;
        /** When. */
        final long ticks;

        private final Promise<Response> promise = Promise.promise();
        boolean cancelled;

        Asked(Request request, long ticks) {
            this.request = request;
            this.ticks = ticks;
            request.onCancel(cause -> cancelled = true);
        }

        void answer(Response response) {
            promise.complete(response);
        }

        void answer(String body, String... fields) {
            answer(Response.of(200, Fields.of(fields), Body.of(Buffer.buffer(body))));
        }

        /** Answers with a head, and a content to be written. */
        TestBody stream(long length, String... fields) {
            TestBody body = TestBody.in(TestScope.create(), length);
            answer(Response.of(200, Fields.of(fields), request.scope().own(body.body())));
            return body;
        }

        void fail(Throwable cause) {
            promise.fail(cause);
        }
    }

    /** A client and what it was answered. */
    record Client(TestScope scope, Call call) {

        void leave() {
            scope.cancel(Cancellation.CLIENT_GONE);
            scope.close();
        }

        String status() {
            return call.field("Cache-Status");
        }

        Body.Stream body() {
            return (Body.Stream) call.response().body();
        }
    }

    static final long MEMORY = 16 << 20;

    final ManualTime time = ManualTime.create();
    final Cache cache;
    final HttpHandler cached;
    final List<Asked> asked = new ArrayList<>();
    final List<Client> clients = new ArrayList<>();

    Rig() {
        this(CacheSettings.ofMemory(MEMORY));
    }

    Rig(CacheSettings settings) {
        cache = Cache.create(settings);
        cached = cache.around(this);
    }

    @Override
    public Future<Response> handle(Request request) {
        Asked next = new Asked(request, time.ticks());
        asked.add(next);
        return next.promise.future();
    }

    Client get(String target, String... fields) {
        return send("GET", target, fields);
    }

    Client send(String method, String target, String... fields) {
        TestRequest request = TestRequest.of(method, target);
        for (int i = 0; i < fields.length; i += 2) {
            request.field(fields[i], fields[i + 1]);
        }
        return send(request);
    }

    Client send(String method, String target, Fields fields) {
        TestRequest request = TestRequest.of(method, target);
        fields.forEach(request::field);
        return send(request);
    }

    Client send(TestRequest request) {
        TestScope scope = TestScope.at(time);
        Client client = new Client(scope, Call.call(cached, request.scope(scope)));
        clients.add(client);
        return client;
    }

    Asked asked(int i) {
        assertThat(asked).as("requests at the origin").hasSizeGreaterThan(i);
        return asked.get(i);
    }

    /** What is stored with these fields after one request. */
    Client store(String target, String body, String... fields) {
        Client client = get(target);
        asked(asked.size() - 1).answer(body, fields);
        client.call.bytes();
        return client;
    }

    void advance(Duration by) {
        time.advance(by);
    }

    void advanceSeconds(long seconds) {
        advance(Duration.ofSeconds(seconds));
    }

    CacheStats stats() {
        return cache.stats();
    }

    /** After every test: nobody waits, nothing is fetched, and after a clear not a byte is reserved. */
    void checkInvariants() {
        clients.forEach(client -> client.scope.close());
        assertThat(stats().faults()).as("faults").isZero();
        assertThat(stats().waiting()).as("waiters").isZero();
        assertThat(stats().fills()).as("fills").isZero();
        assertThat(time.pending()).as("timers").isZero();
        assertThat(stats().bytesReserved()).as("reserved for what is stored").isEqualTo(stats().bytesStored());
        cache.purge(Purge.everything());
        assertThat(stats().bytesReserved()).as("reserved after clear").isZero();
        assertThat(stats().bytesStored()).as("stored after clear").isZero();
    }
}
