package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Failures;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.policy.Actions;
import dev.weir.policy.Condition;
import dev.weir.policy.Rule;
import dev.weir.policy.Rules;
import dev.weir.policy.StatusRange;
import dev.weir.store.CacheKey;
import dev.weir.store.Store;
import dev.weir.store.Variants;
import dev.weir.support.LogCapture;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a failure below the cache: what clients get, and what the log says. */
class FailuresBelowTest {
    private static final String STALE_IF_ERROR = "max-age=1, stale-if-error=60";

    private final Rig rig = new Rig();
    private LogCapture log = LogCapture.of("dev.weir", Level.WARN);

    @BeforeEach
    void listen() {
        log.close();
        log = LogCapture.of("dev.weir", Level.WARN);
    }

    @AfterEach
    void nothingIsLeft() {
        log.close();
        rig.checkInvariants();
    }

    /** What is answered once what is stored with {@code control} is stale, and the handler below fails with that. */
    private Client staleAnd(String control, Throwable failure) {
        rig.store("/x", "old", "Cache-Control", control);
        rig.advanceSeconds(2);
        Client client = rig.get("/x");
        rig.asked(rig.asked.size() - 1).fail(failure);
        return client;
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 410, 429, 501, 505, 508})
    void aStatusThatIsThrownIsAnAnswerAndNoFailureOfTheOrigin(int status) {
        Client client = staleAnd(STALE_IF_ERROR, new HttpException(status, "no", Fields.of("X-A", "1")));
        assertThat(client.call().status()).isEqualTo(status);
        assertThat(client.call().field("X-A")).isEqualTo("1");
        assertThat(client.call().text()).contains("no");
        assertThat(client.status()).startsWith("Weir;fwd=stale;fwd-status=" + status + ";detail=");
    }

    @Test
    void soItIsWhereWhatIsStoredDemandedValidation() {
        assertThat(staleAnd("s-maxage=1", new HttpException(404, "gone")).call().status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void forTheOthersWhatIsStoredStandsIn(int status) {
        Client client = staleAnd(STALE_IF_ERROR, new CompletionException(new HttpException(status, "no")));
        assertThat(client.call().text()).isEqualTo("old");
        assertThat(client.status()).isEqualTo("Weir;fwd=stale;ttl=-1;detail=stale-if-error");
        assertThat(log.rest()).isEmpty();
    }

    static List<Throwable> unreachable() {
        return List.of(
                new HttpException(504, "too late"),
                new HttpException(502, "refused"),
                new CancelledException(Cancellation.DEADLINE));
    }

    /** RFC 9111 §4.2.4. */
    @ParameterizedTest
    @MethodSource("unreachable")
    void whileNothingCanBeReachedWhatIsStoredStandsInForAMinute(Throwable failure) {
        Client client = staleAnd("max-age=1", failure);
        assertThat(client.call().text()).isEqualTo("old");
        assertThat(client.status()).isEqualTo("Weir;fwd=stale;ttl=-1;detail=disconnected");
        rig.advanceSeconds(59);
        Client later = rig.get("/x");
        rig.asked(2).fail(failure);
        int told = failure instanceof HttpException known ? known.status() : 504;
        assertThat(later.call().status()).isEqualTo(told);
        assertThat(later.status()).startsWith("Weir;fwd=stale").doesNotContain("fwd-status");
    }

    @ParameterizedTest
    @EnumSource(value = Cancellation.class, mode = EnumSource.Mode.EXCLUDE, names = "DEADLINE")
    void whatIsGivenUpIsNotOutOfReach(Cancellation why) {
        staleAnd("max-age=1", new CancelledException(why));
        assertThat(rig.stats().staleServed()).isZero();
    }

    /** A content that breaks off, of which nothing has been sent on. */
    @ParameterizedTest
    @CsvSource({
        "502, max-age=1, 'Weir;fwd=stale;ttl=-1;detail=disconnected'",
        "413, max-age=1, 'Weir;fwd=stale;detail=no-answer'",
        "413, 'max-age=1, stale-if-error=60', 'Weir;fwd=stale;ttl=-1;detail=stale-if-error'",
        "503, 'max-age=1, must-revalidate', 'Weir;fwd=stale;detail=must-revalidate'",
    })
    void aContentThatBreaksOffIsNoAnswer(int status, String control, String expected) {
        rig.store("/x", "old", "Cache-Control", control);
        rig.advanceSeconds(2);
        Client client = rig.get("/x");
        TestBody body = rig.asked(1).stream(10, "Cache-Control", "max-age=60");
        body.write("hello").fail(new HttpException(status, "broken"));
        assertThat(client.status()).isEqualTo(expected);
    }

    @Test
    void itStandsInForThoseWhoHaveWaitedInVainTooOftenAndGoByThemselves() {
        rig.store("/x", "old", "Cache-Control", "max-age=1");
        rig.advanceSeconds(2);
        // What comes is always for somebody else.
        List<String> vary = List.of("F0", "F0, F1", "F0, F1, F2", "F0, F1, F2, F3", "F0, F1, F2, F3, F4");
        for (int i = 0; i < vary.size(); i++) {
            rig.get("/x", "F" + i, "1");
        }
        Client last = rig.get("/x");
        for (int i = 0; i < vary.size(); i++) {
            rig.asked(1 + i).answer("for another", "Cache-Control", "max-age=60", "Vary", vary.get(i));
        }
        rig.asked(6).fail(new HttpException(502, "refused"));
        assertThat(last.call().text()).isEqualTo("old");
        assertThat(last.status()).isEqualTo("Weir;fwd=stale;ttl=-1;detail=disconnected");
    }

    @Test
    void aFailureThatARuleStoresDoesNotTakeThePlaceOfWhatStandsIn() {
        Rule errors = new Rule(
                "errors",
                Condition.ANY.withStatuses(new StatusRange(500, 504)),
                Actions.NONE.withTtl(Duration.ofSeconds(10)));
        Rig ruled = new Rig(CacheSettings.ofMemory(Rig.MEMORY).withRules(Rules.of(errors)));
        ruled.store("/x", "old", "Cache-Control", "max-age=1");
        ruled.advanceSeconds(2);
        Client client = ruled.get("/x");
        ruled.asked(1).fail(new HttpException(502, "refused"));
        assertThat(client.status()).isEqualTo("Weir;fwd=stale;ttl=-1;detail=disconnected");
        ruled.checkInvariants();
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503})
    void whatSaysThatItHasFailedIsNotOutOfReach(int status) {
        assertThat(staleAnd("max-age=1", new HttpException(status, "no")).call().status())
                .isEqualTo(status);
        assertThat(rig.stats().staleServed()).isZero();
    }

    @Test
    void aThrownRefusalIsForTheOneWhoWasRefused() {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            clients.add(rig.get("/x"));
        }
        rig.asked(0).fail(new HttpException(403, "not you"));
        assertThat(clients.get(0).call().status()).isEqualTo(403);
        assertThat(rig.asked).as("the others go by themselves").hasSize(5);
        for (int i = 1; i < 5; i++) {
            rig.asked(i).answer("yours");
            assertThat(clients.get(i).call().text()).isEqualTo("yours");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 413, 431, 508})
    void anErrorThatOneClientBringsAboutSaysNothingOfTheNextRequest(int status) {
        rig.store("/x", "old", "Cache-Control", "max-age=1", "ETag", "\"1\"");
        rig.advanceSeconds(2);
        rig.get("/x");
        rig.asked(1).fail(new HttpException(status, "a field too many"));
        rig.get("/x");
        rig.get("/x");
        assertThat(rig.asked).as("they wait for one").hasSize(3);
        assertThat(rig.asked(2).request.field("If-None-Match")).hasValue("\"1\"");
        rig.asked(2).answer("new", "Cache-Control", "max-age=60");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void oneThatSaysThatNothingIsThereDropsWhatIsStored(int status) {
        rig.store("/x", "old", "Cache-Control", "max-age=1", "ETag", "\"1\"");
        rig.advanceSeconds(2);
        rig.get("/x");
        rig.asked(1).answer(Response.of(status, Fields.of("Cache-Control", "no-store"), Body.none()));
        assertThat(rig.stats().entries()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"GET,uri-miss", "HEAD,uri-miss", "POST,method"})
    void aFailureSaysInCacheStatusThatItWentForwardAndNothingCame(String method, String fwd) {
        for (Throwable failure : List.of(
                new HttpException(502, "no HTTP"),
                new HttpException(504, "too late"),
                new IllegalStateException("own"),
                new CancelledException(Cancellation.DEADLINE))) {
            Client client = rig.send(method, "/x");
            rig.asked(rig.asked.size() - 1).fail(failure);
            assertThat(client.status()).startsWith("Weir;fwd=" + fwd).doesNotContain("fwd-status");
        }
    }

    @Test
    void soDoesADeadlineThatPassesWhileItIsBeingFetched() {
        Client client = rig.get("/x");
        client.scope().cancel(Cancellation.DEADLINE);
        assertThat(client.call().status()).isEqualTo(504);
        assertThat(client.status()).isEqualTo("Weir;fwd=uri-miss;detail=no-answer");
    }

    @Test
    void soDoesWhatMayNotBeServedStale() {
        Client client = staleAnd("max-age=1, must-revalidate", new IllegalStateException("own"));
        assertThat(client.call().status()).isEqualTo(504);
        assertThat(client.status()).isEqualTo("Weir;fwd=stale;detail=must-revalidate");
    }

    @Test
    void aFaultThatSomebodyIsToldIsForTheEdgeToLog() {
        Client client = rig.get("/x");
        rig.asked(0).fail(new IllegalStateException("own"));
        assertThat(client.call().status()).isEqualTo(500);
        assertThat(client.call().response().get(Failures.CAUSE)).isPresent();
        assertThat(log.rest()).isEmpty();
    }

    @Test
    void aFaultBehindAStaleResponseIsLogged() throws Exception {
        Client client = staleAnd(STALE_IF_ERROR, new IllegalStateException("own"));
        assertThat(client.call().text()).isEqualTo("old");
        assertLogged("own");
    }

    @Test
    void soIsOneThatTheHandlerHasMadeAResponseOf() throws Exception {
        rig.store("/x", "old", "Cache-Control", STALE_IF_ERROR);
        rig.advanceSeconds(2);
        Client client = rig.get("/x");
        rig.asked(1)
                .answer(Response.of(500, Fields.empty(), Body.none())
                        .with(Failures.CAUSE, new IllegalStateException("own")));
        assertThat(client.call().text()).isEqualTo("old");
        assertLogged("own");
    }

    @Test
    void aFaultOfARefreshInTheBackgroundIsLoggedNotMoreOftenThanOnceASecond() throws Exception {
        rig.store("/x?secret", "old", "Cache-Control", "max-age=1, stale-while-revalidate=600");
        rig.advanceSeconds(2);
        for (int i = 1; i <= 100; i++) {
            assertThat(rig.get("/x?secret").call().text()).isEqualTo("old");
            rig.asked(i).fail(new IllegalStateException("own " + i));
        }
        assertLogged("own 1");
        rig.advanceSeconds(1);
        rig.get("/x?secret");
        rig.asked(101).fail(new IllegalStateException("own 101"));
        assertThat(assertLogged("own 101")).contains("99 more");
    }

    /** One line, which names the request and hides its query. */
    private String assertLogged(String cause) throws InterruptedException {
        var event = log.next();
        assertThat(event.getLevel()).isEqualTo(Level.ERROR);
        assertThat(event.getFormattedMessage()).contains("GET /x").doesNotContain("secret");
        assertThat(event.getThrowableProxy().getMessage()).isEqualTo(cause);
        assertThat(log.rest()).isEmpty();
        log.close();
        log = LogCapture.of("dev.weir", Level.WARN);
        return event.getFormattedMessage();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFaultInsideTheCacheBreaksNoReply(boolean inLookUp) {
        Store broken = new ForwardingStore() {
            @Override
            public Variants get(CacheKey key) {
                if (inLookUp) {
                    throw new IllegalStateException("broken");
                }
                return super.get(key);
            }

            @Override
            public void update(CacheKey key, UnaryOperator<Variants> change) {
                throw new IllegalStateException("broken");
            }
        };
        Cache cache = Cache.with(CacheSettings.ofMemory(1 << 20), broken);
        HttpHandler cached = cache.around(request ->
                Response.text("x").with("Cache-Control", "max-age=60").asFuture());
        TestScope scope = TestScope.at(rig.time);
        assertThat(Call.call(cached, TestRequest.get("/x").scope(scope)).text()).isEqualTo("x");
        scope.close();
        assertThat(cache.stats().faults()).isPositive();
        assertThat(cache.stats().fills()).isZero();
        assertThat(cache.stats().waiting()).isZero();
    }

    @Test
    void aFaultOfTheCacheItselfIsLogged() throws Exception {
        Store broken = new ForwardingStore() {
            @Override
            public Variants get(CacheKey key) {
                throw new IllegalStateException("store");
            }
        };
        Cache cache = Cache.with(CacheSettings.ofMemory(1 << 20), broken);
        for (int i = 0; i < 3; i++) {
            TestScope scope = TestScope.at(rig.time);
            Call call = Call.call(
                    cache.around(request -> Response.text("x").asFuture()),
                    TestRequest.get("/x").scope(scope));
            assertThat(call.text()).isEqualTo("x");
            scope.close();
        }
        assertThat(cache.stats().faults()).isEqualTo(3);
        assertLogged("store");
    }
}
