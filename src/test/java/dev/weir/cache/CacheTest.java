package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.FixedAuthority;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients of a cache see. */
class CacheTest {
    private static final String[] FRESH = {"Cache-Control", "max-age=60"};

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    @Test
    void aHitHasItsAgeAndSaysSo() {
        rig.store("/x", "hello", "Cache-Control", "max-age=60", "Age", "7");
        rig.advanceSeconds(10);
        Client hit = rig.get("/x");
        assertThat(hit.call().text()).isEqualTo("hello");
        assertThat(hit.call().response().fields().all("Age")).containsExactly("17");
        assertThat(hit.status()).isEqualTo("Weir;hit;ttl=43");
        assertThat(hit.call().response().get(Cache.OUTCOME).orElseThrow().kind())
                .isEqualTo(Outcome.Kind.HIT);
        assertThat(rig.asked).hasSize(1);
        assertThat(rig.stats().hits()).isEqualTo(1);
    }

    @Test
    void anOfferOfHttp2OverCleartextIsIgnoredAndAnyOtherUpgradePassesBy() {
        rig.store("/x", "hello", FRESH);
        assertThat(rig.get("/x", "Connection", "Upgrade", "Upgrade", "h2c").status())
                .startsWith("Weir;hit");
        rig.get("/x", "Connection", "Upgrade", "Upgrade", "websocket");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void hitsWithinOneSecondAreTheSameReply() {
        rig.store("/x", "hello", FRESH);
        Response first = rig.get("/x").call().response();
        assertThat(rig.get("/x").call().response()).isSameAs(first);
        rig.advanceSeconds(1);
        assertThat(rig.get("/x").call().response()).isNotSameAs(first);
        assertThat(rig.get("/x").call().field("Age")).isEqualTo("1");
    }

    @Test
    void cacheStatusOfCachesBeforeStaysInFront() {
        rig.store("/x", "hello", "Cache-Control", "max-age=60", "Cache-Status", "Other;hit");
        assertThat(rig.get("/x").call().response().fields().all("Cache-Status"))
                .containsExactly("Other;hit", "Weir;hit;ttl=60");
    }

    @ParameterizedTest
    @CsvSource({
        "If-None-Match, \"1\", 304",
        "If-None-Match, W/\"1\", 304",
        "If-None-Match, \"2\", 200",
        "If-None-Match, *, 304",
        "If-Modified-Since, 'Thu, 01 Jan 2026 00:00:00 GMT', 304",
        "If-Modified-Since, 'Wed, 31 Dec 2025 00:00:00 GMT', 200",
    })
    void conditionalRequestsAreAnsweredFromTheStore(String name, String value, int status) {
        rig.store(
                "/x",
                "hello",
                "Cache-Control",
                "max-age=60",
                "ETag",
                "\"1\"",
                "Last-Modified",
                "Thu, 01 Jan 2026 00:00:00 GMT");
        Client hit = rig.get("/x", name, value);
        assertThat(hit.call().status()).isEqualTo(status);
        assertThat(hit.call().text()).isEqualTo(status == 304 ? "" : "hello");
        assertThat(hit.call().field("ETag")).isEqualTo("\"1\"");
        assertThat(rig.asked).hasSize(1);
    }

    @Test
    void aConditionalRequestThatMissesFetchesTheWholeAndGetsItsOwnAnswer() {
        Client client = rig.get("/x", "If-None-Match", "\"1\"");
        Client other = rig.get("/x");
        assertThat(rig.asked(0).request.fields().contains("If-None-Match")).isFalse();
        rig.asked(0).answer("hello", "Cache-Control", "max-age=60", "ETag", "\"1\"");
        assertThat(client.call().status()).isEqualTo(304);
        assertThat(other.call().text()).isEqualTo("hello");
    }

    @Test
    void aConditionalRequestAloneStillFillsTheStore() {
        Client client = rig.get("/x", "If-None-Match", "\"1\"");
        TestBody body = rig.asked(0).stream(Body.UNKNOWN_LENGTH, "Cache-Control", "max-age=60", "ETag", "\"1\"");
        assertThat(client.call().status()).isEqualTo(304);
        body.write("hello").end();
        assertThat(rig.get("/x").call().text()).isEqualTo("hello");
    }

    @Test
    void headIsAnsweredFromWhatGetHasStored() {
        rig.store("/x", "hello", FRESH);
        Client head = rig.send("HEAD", "/x");
        assertThat(head.call().text()).isEmpty();
        assertThat(head.call().field("Content-Length")).isEqualTo("5");
        assertThat(head.status()).isEqualTo("Weir;hit;ttl=60");
    }

    @Test
    void aHeadThatMissesGoesAsItIs() {
        Client head = rig.send("HEAD", "/x");
        assertThat(rig.asked(0).request.method()).isEqualTo("HEAD");
        rig.asked(0).answer("", FRESH);
        assertThat(head.status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=200");
        assertThat(rig.stats().entries()).isZero();
    }

    @Test
    void a304FreshensWhatIsStored() {
        rig.store("/x", "hello", "Cache-Control", "max-age=10", "ETag", "\"1\"", "X-Old", "1");
        rig.advanceSeconds(11);
        List<Client> clients = List.of(rig.get("/x"), rig.get("/x"));
        rig.asked(1).answer(Response.of(304, Fields.of("Cache-Control", "max-age=30", "X-New", "2"), Body.none()));
        assertThat(clients).allSatisfy(client -> {
            assertThat(client.call().text()).isEqualTo("hello");
            assertThat(client.call().field("X-New")).isEqualTo("2");
            assertThat(client.call().field("X-Old")).isEqualTo("1");
        });
        assertThat(clients.get(0).status()).isEqualTo("Weir;fwd=stale;fwd-status=304");
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=30");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void a304ForSomethingElseMakesItFetchTheWhole() {
        rig.store("/x", "old", "Cache-Control", "max-age=10", "ETag", "\"1\"");
        rig.advanceSeconds(11);
        Client client = rig.get("/x");
        rig.asked(1).answer(Response.of(304, Fields.of("ETag", "\"2\""), Body.none()));
        assertThat(rig.asked(2).request.fields().contains("If-None-Match")).isFalse();
        rig.asked(2).answer("new", FRESH);
        assertThat(client.call().text()).isEqualTo("new");
    }

    @Test
    void staleWhileRevalidateServesAtOnceAndFetchesOnceBehindIt() {
        rig.store("/x", "old", "Cache-Control", "max-age=1, stale-while-revalidate=30");
        rig.advanceSeconds(2);
        assertThat(rig.get("/x").call().text()).isEqualTo("old");
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=-1;detail=stale-while-revalidate");
        assertThat(rig.asked).as("one refresh").hasSize(2);
        rig.asked(1).answer("new", FRESH);
        assertThat(rig.get("/x").call().text()).isEqualTo("new");
        assertThat(rig.stats().staleServed()).isEqualTo(2);
    }

    @Test
    void backgroundRefreshesStopWhenTheCacheIsClosedAndHitsGoOn() {
        rig.store("/x", "old", "Cache-Control", "max-age=1, stale-while-revalidate=30");
        rig.advanceSeconds(2);
        rig.get("/x");
        rig.cache.close();
        assertThat(rig.asked(1).cancelled).isTrue();
        assertThat(rig.get("/x").call().text()).isEqualTo("old");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void backgroundRefreshesAreBoundedInNumber() {
        for (int i = 0; i < 100; i++) {
            rig.store("/" + i, "old", "Cache-Control", "max-age=1, stale-while-revalidate=30");
        }
        rig.advanceSeconds(2);
        for (int i = 0; i < 100; i++) {
            rig.get("/" + i);
        }
        assertThat(rig.asked).hasSize(164);
        rig.cache.close();
    }

    @Test
    void mustRevalidateIs504WhenTheOriginCannotBeReached() {
        rig.store("/x", "old", "Cache-Control", "max-age=1, must-revalidate, stale-if-error=60");
        rig.advanceSeconds(2);
        Client client = rig.get("/x");
        rig.asked(1).fail(new IOException("refused"));
        assertThat(client.call().status()).isEqualTo(504);
        assertThat(client.status()).isEqualTo("Weir;fwd=stale;detail=must-revalidate");
    }

    @Test
    void onlyIfCachedIs504WhereNothingIsStored() {
        Client client = rig.get("/x", "Cache-Control", "only-if-cached");
        assertThat(client.call().status()).isEqualTo(504);
        assertThat(client.status()).isEqualTo("Weir;detail=only-if-cached");
        assertThat(rig.asked).isEmpty();
    }

    @Test
    void aRangeIsAnsweredFromTheStoreAndGoesAsItIsOtherwise() {
        Client miss = rig.get("/x", "Range", "bytes=0-1");
        assertThat(rig.asked(0).request.fields().contains("Range")).isTrue();
        rig.asked(0)
                .answer(Response.text("he")
                        .withStatus(206)
                        .with("Content-Range", "bytes 0-1/5")
                        .with(FRESH[0], FRESH[1]));
        assertThat(miss.call().status()).isEqualTo(206);
        rig.store("/x", "hello", FRESH);
        rig.advanceSeconds(3);
        Client hit = rig.get("/x", "Range", "bytes=1-3");
        assertThat(hit.call().status()).isEqualTo(206);
        assertThat(hit.call().text()).isEqualTo("ell");
        assertThat(hit.call().field("Content-Range")).isEqualTo("bytes 1-3/5");
        assertThat(hit.call().field("Age")).isEqualTo("3");
        assertThat(hit.status()).isEqualTo("Weir;hit;ttl=57");
        assertThat(rig.get("/x").call().text()).isEqualTo("hello");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void aRangeThatIsNotThereIs416() {
        rig.store("/x", "hello", FRESH);
        Client beyond = rig.get("/x", "Range", "bytes=5-");
        assertThat(beyond.call().status()).isEqualTo(416);
        assertThat(beyond.call().field("Content-Range")).isEqualTo("bytes */5");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "65535, 65536", "65536, 131071", "100, 199999", "199999, 199999"})
    void aPartOfALargeContentIsCutOutOfItsSegments(int first, int last) {
        String whole = "0123456789".repeat(20_000);
        rig.store("/x", whole, FRESH);
        Client hit = rig.get("/x", "Range", "bytes=" + first + "-" + last);
        assertThat(hit.call().text()).isEqualTo(whole.substring(first, last + 1));
    }

    @Test
    void whatAnswersAuthorizationIsSharedOnlyWhereTheOriginSaysSo() {
        Client ann = rig.get("/x", "Authorization", "Basic a");
        Client bob = rig.get("/x", "Authorization", "Basic b");
        assertThat(rig.asked).as("never waits for another's").hasSize(2);
        rig.asked(0).answer("ann", FRESH);
        rig.asked(1).answer("bob", FRESH);
        assertThat(ann.call().text()).isEqualTo("ann");
        assertThat(bob.call().text()).isEqualTo("bob");
        rig.get("/x", "Authorization", "Basic a");
        assertThat(rig.asked).hasSize(3);
        rig.asked(2).answer("all", "Cache-Control", "public, max-age=60");
        assertThat(rig.get("/x", "Authorization", "Basic b").call().text()).isEqualTo("all");
        assertThat(rig.asked).hasSize(3);
    }

    @Test
    void unsafeMethodsAndRequestsWithContentPassThroughEachByItself() {
        for (Client client : List.of(
                rig.send(TestRequest.post("/x").body("a")),
                rig.send(TestRequest.post("/x").body("b")),
                rig.send(TestRequest.get("/x").body("c")))) {
            rig.asked(rig.clients.indexOf(client)).answer("ok", FRESH);
            assertThat(client.call().text()).isEqualTo("ok");
        }
        assertThat(rig.asked).hasSize(3);
        assertThat(rig.asked(0).request.body().length()).isEqualTo(1);
        assertThat(rig.clients.get(0).status()).isEqualTo("Weir;fwd=method;fwd-status=200;detail=unsafe-method");
        assertThat(rig.clients.get(2).status()).isEqualTo("Weir;fwd=bypass;fwd-status=200;detail=method-not-cached");
        assertThat(rig.stats().stored()).isZero();
    }

    @Test
    void theKeyIsSchemeAuthorityAndTarget() {
        rig.store("/x?a=1", "one", FRESH);
        rig.send(TestRequest.get("/x?a=2"));
        rig.send(TestRequest.get("/x?a=1").authority("other"));
        rig.send(TestRequest.get("/x?a=1").scheme("https"));
        assertThat(rig.asked).hasSize(4);
        for (int i = 1; i < 4; i++) {
            rig.asked(i).answer("other");
        }
    }

    @Test
    void aHandlerWithAFixedAuthorityIsCachedUnderThat() {
        class Fixed implements HttpHandler, FixedAuthority {
            private final AtomicInteger calls = new AtomicInteger();

            @Override
            public String authority() {
                return "origin";
            }

            @Override
            public Future<Response> handle(Request request) {
                calls.incrementAndGet();
                return Response.text("x").with("Cache-Control", "max-age=60").asFuture();
            }
        }
        Fixed origin = new Fixed();
        HttpHandler cached = rig.cache.around(origin);
        for (String authority : List.of("a", "b", "c")) {
            TestScope scope = TestScope.at(rig.time);
            Call.call(cached, TestRequest.get("/").authority(authority).scope(scope));
            scope.close();
        }
        assertThat(origin.calls).hasValue(1);
    }

    @Test
    void aThrowingHandlerBelowIsCalledOnceForOneRequest() {
        AtomicInteger calls = new AtomicInteger();
        HttpHandler cached = rig.cache.around(request -> {
            calls.incrementAndGet();
            throw new IllegalStateException("own fault");
        });
        for (String method : List.of("GET", "POST", "OPTIONS")) {
            TestScope scope = TestScope.at(rig.time);
            assertThat(Call.call(cached, TestRequest.of(method, "/").scope(scope))
                            .status())
                    .isEqualTo(500);
            scope.close();
        }
        assertThat(calls).hasValue(3);
    }
}
