package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Key;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a 304 for one stored response does to the others of its URI (RFC 9111 §4.3.4). */
class FreshenTest {

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private Client get(String language, Response... answers) {
        Client client = rig.get("/x", "Accept-Language", language);
        for (Response answer : answers) {
            rig.asked(rig.asked.size() - 1).answer(answer);
        }
        return client;
    }

    private static Response page(String text) {
        return Response.text(text).with("Cache-Control", "max-age=1").with("ETag", "\"same\"");
    }

    private static Response notModified() {
        Fields fields = Fields.of("ETag", "\"same\"", "Cache-Control", "max-age=60", "X-New", "1");
        return Response.of(304, fields, Body.none());
    }

    @Test
    void anotherThatTheRequestSelectsIsFreshenedToo() {
        get("de", page("x"));
        rig.advanceSeconds(2);
        get("en", page("x").with("Vary", "Accept-Language"));
        rig.advanceSeconds(2);
        assertThat(get("en", notModified()).call().text()).isEqualTo("x");
        Client de = get("de");
        assertThat(de.status()).contains("hit");
        assertThat(de.call().field("X-New")).isEqualTo("1");
    }

    private void head(Response answer) {
        get("de", page("x"));
        rig.advanceSeconds(2);
        get("en", page("x").with("Vary", "Accept-Language"));
        rig.advanceSeconds(2);
        rig.send("HEAD", "/x", "Accept-Language", "en", "If-Match", "\"same\"");
        assertThat(rig.asked(2).request.method()).isEqualTo("HEAD");
        rig.asked(2).answer(answer.withBody(Body.none()));
    }

    /** RFC 9111 §4.3.5, where a HEAD has to go to the origin though something is stored. */
    @Test
    void aHeadFreshensAllThatItsRequestSelects() {
        head(page("x").with("Cache-Control", "max-age=60"));
        assertThat(get("en").status()).contains("hit");
        assertThat(get("de").status()).contains("hit");
    }

    @Test
    void aHeadThatDiffersEndsThemAll() {
        head(page("x").with("ETag", "\"other\""));
        assertThat(rig.stats().entries()).isZero();
    }

    /** What is stored came without a word of its length; it has one byte. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 0"})
    void aHeadFreshensWhatIsAsLongAsItTells(String length, long keys) {
        head(page("x").with("Content-Length", length));
        assertThat(rig.stats().entries()).isEqualTo(keys);
    }

    /** What is said to one user is for the requests that are like his, whoever else has the same content. */
    @Test
    void whatOtherRequestsSelectIsLeftAsItIs() {
        get("de", page("x").with("Vary", "Accept-Language"));
        get("en", page("x").with("Vary", "Accept-Language"));
        rig.advanceSeconds(2);
        assertThat(get("de", notModified()).call().text()).isEqualTo("x");
        assertThat(get("de").status()).contains("hit");
        Client en = get("en", notModified().with("X-New", "2"));
        assertThat(en.status()).contains("fwd=stale");
        assertThat(en.call().field("X-New")).isEqualTo("2");
    }

    private static Response notModified(String control) {
        return Response.of(
                304, Fields.of("ETag", "\"same\"", "Cache-Control", control, "Set-Cookie", "a=anna"), Body.none());
    }

    /** RFC 9111 §3.2, §5.2.2.7: it says how to treat what it validates. */
    @ParameterizedTest
    @ValueSource(strings = {"private", "no-store", "private, max-age=60"})
    void a304ThatForbidsToStoreIsForTheOneItAnswersWithAllThatItSays(String control) {
        get("de", page("x"));
        rig.advanceSeconds(2);
        List<Client> waiting = List.of(get("de"), get("de"));
        rig.asked(1).answer(notModified(control));
        Client anna = waiting.get(0);
        assertThat(anna.call().text()).isEqualTo("x");
        assertThat(anna.call().field("Cache-Control")).isEqualTo(control);
        assertThat(anna.call().field("Set-Cookie")).isEqualTo("a=anna");
        assertThat(anna.status()).startsWith("Weir;fwd=stale;fwd-status=304;detail=");
        assertThat(rig.stats().entries()).isZero();
        rig.asked(2).answer(page("for ben"));
        assertThat(waiting.get(1).call().text()).isEqualTo("for ben");
    }

    @ParameterizedTest
    @CsvSource({"\"same\", 304", "\"other\", 200"})
    void itsClientsConditionCounts(String tag, int status) {
        get("de", page("x"));
        rig.advanceSeconds(2);
        Client anna = rig.get("/x", "Accept-Language", "de", "If-None-Match", tag);
        rig.asked(1).answer(notModified("private"));
        assertThat(anna.call().status()).isEqualTo(status);
        assertThat(anna.call().field("Cache-Control")).isEqualTo("private");
        assertThat(anna.call().text()).isEqualTo(status == 304 ? "" : "x");
    }

    /** What is stored is a part itself, or has more than is asked for. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofAPartItIsForTheOneItAnswersToo(boolean whole) {
        String[] head = {"ETag", "\"same\"", "Cache-Control", "max-age=1, stale-if-error=600"};
        rig.get("/x", "Range", whole ? "bytes=0-" : "bytes=2-3");
        rig.asked(0)
                .answer(
                        whole
                                ? Response.of(200, Fields.of(head), Body.of(Buffer.buffer("0123")))
                                : Response.of(206, Fields.of(head), Body.of(Buffer.buffer("23")))
                                        .with("Content-Range", "bytes 2-3/4"));
        rig.advanceSeconds(2);
        Client anna = rig.get("/x", "Range", "bytes=2-3");
        rig.asked(1).answer(notModified("private"));
        assertThat(anna.call().status()).isEqualTo(206);
        assertThat(anna.call().text()).isEqualTo("23");
        assertThat(anna.call().field("Cache-Control")).isEqualTo("private");
        assertThat(rig.stats().entries()).isZero();
    }

    @Test
    void anErrorThatMayNotBeKeptDoesNotStay() {
        rig.get("/x");
        rig.asked(0).answer(page("no").withStatus(403));
        rig.advanceSeconds(2);
        rig.get("/x");
        rig.asked(1).answer(notModified("no-store"));
        assertThat(rig.stats().entries()).isZero();
    }

    /** A client counts its age from then. */
    @Test
    void itIsOfTheTimeOfThe304() {
        get("de", page("x").with("Date", "Sat, 21 Nov 2020 08:00:00 GMT").with("Age", "0"));
        rig.advanceSeconds(2);
        Client anna = get("de", notModified("private, max-age=60"));
        assertThat(anna.call().field("Date")).isNotEqualTo("Sat, 21 Nov 2020 08:00:00 GMT");
        assertThat(anna.call().field("Age")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void nothingOfALargeOneIsLeftBehind(int which) {
        get("de", page("x".repeat(200_000)));
        rig.advanceSeconds(2);
        String condition = which == 1 ? "\"same\"" : "\"other\"";
        Client anna = rig.send(which == 2 ? "HEAD" : "GET", "/x", "Accept-Language", "de", "If-None-Match", condition);
        if (which == 3) {
            anna.leave();
        } else {
            rig.asked(1).answer(notModified("private"));
            assertThat(anna.call().text()).hasSize(which == 0 ? 200_000 : 0);
        }
    }

    /** What has been said of sharing was said without the cookie. */
    @ParameterizedTest
    @ValueSource(strings = {"public, max-age=1", "max-age=1"})
    void theCookieOfA304IsForTheOneItAnswers(String before) {
        get("de", page("x").with("Cache-Control", before));
        rig.advanceSeconds(2);
        List<Client> waiting = List.of(get("de"), get("de"));
        rig.asked(1).answer(notModified("max-age=60"));
        assertThat(waiting.get(0).call().field("Set-Cookie")).isEqualTo("a=anna");
        assertThat(waiting.get(1).call().field("Set-Cookie")).isEmpty();
        assertThat(get("de").status()).contains("hit");
        assertThat(get("de").call().field("Set-Cookie")).isEmpty();
    }

    /** It comes beside a public Cache-Control there. */
    @ParameterizedTest
    @CsvSource({"Cache-Control", "CDN-Cache-Control"})
    void theNextCacheDoesNotStoreItEither(String name) {
        Cache outer = Cache.create(CacheSettings.ofMemory(Rig.MEMORY));
        HttpHandler chain = outer.around(rig.cached);
        String[] page = {"ETag", "\"same\"", name, "public, max-age=60"};
        Call.call(chain, TestRequest.get("/x").scope(TestScope.at(rig.time)));
        rig.asked(0).answer("x", page);
        Call anna = Call.call(
                chain, TestRequest.get("/x").field("Cache-Control", "no-cache").scope(TestScope.at(rig.time)));
        rig.asked(1).answer(Response.of(304, Fields.of("ETag", "\"same\"", "Set-Cookie", "a=anna"), Body.none()));
        assertThat(anna.field("Set-Cookie")).isEqualTo("a=anna");
        Call ben = Call.call(chain, TestRequest.get("/x").scope(TestScope.at(rig.time)));
        assertThat(ben.response().fields().all("Cache-Status"))
                .last()
                .asString()
                .contains("hit");
        assertThat(ben.field("Set-Cookie")).isEmpty();
        outer.close();
    }

    @Test
    void norIsTheCookieOfA304ThatSaysPublicForAll() {
        get("de", page("x"));
        rig.advanceSeconds(2);
        get("de", notModified("public, max-age=60"));
        assertThat(get("de").status()).contains("hit");
        assertThat(get("de").call().field("Set-Cookie")).isEmpty();
    }

    /** Attributes are one client's, and what a HEAD brings is for all. */
    @Test
    void aHeadIsNobodysAndItsCookieIsNotStored() {
        Key<String> user = Key.of("user", String.class);
        get("de", page("x"));
        rig.advanceSeconds(2);
        rig.send(TestRequest.of("HEAD", "/x").field("If-Match", "\"same\"").with(user, "anna"));
        assertThat(rig.asked(1).request.get(user)).isEmpty();
        rig.asked(1)
                .answer(page("x")
                        .withBody(Body.none())
                        .with("Cache-Control", "max-age=60")
                        .with("Set-Cookie", "a=anna"));
        assertThat(get("de").status()).contains("hit;ttl=60");
        assertThat(get("de").call().field("Set-Cookie")).isEmpty();
    }

    @Test
    void whatCameSinceItWasAskedForStays() {
        get("de", page("x"));
        rig.advanceSeconds(2);
        get("de");
        Client authorized = rig.get("/x", "Accept-Language", "de", "Authorization", "Basic a");
        rig.asked(2)
                .answer(page("new")
                        .with("ETag", "\"new\"")
                        .with("Cache-Control", "public, max-age=60")
                        .with("Vary", "Accept-Language"));
        assertThat(authorized.call().text()).isEqualTo("new");
        rig.asked(1).answer(notModified());
        assertThat(get("de").call().text()).isEqualTo("new");
        assertThat(rig.asked).hasSize(3);
    }

    /** RFC 9111 §4.3.4: be it for whom it may that it was asked. */
    @ParameterizedTest
    @CsvSource({"'\"a\"', true", "'\"b\"', false", "'W/\"a\"', false"})
    void a304ForARequestThatWentByItselfFreshensWhatItNames(String tag, boolean freshens) {
        rig.store("/x", "page", "Cache-Control", "max-age=1", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        Client alone = rig.get("/x", "Range", "bytes=0-1", "If-None-Match", "\"a\"");
        rig.asked(1).answer(Response.of(304, Fields.of("ETag", tag, "Cache-Control", "max-age=10"), Body.none()));
        assertThat(alone.call().status()).isEqualTo(304);
        Client later = rig.get("/x");
        assertThat(rig.asked).hasSize(freshens ? 2 : 3);
        rig.asked.stream().skip(2).forEach(asked -> asked.answer("page", "Cache-Control", "max-age=9"));
        assertThat(later.call().text()).isEqualTo("page");
    }

    /** It was asked for before what is there by now, and says nothing of that. */
    @Test
    void a304ThatComesLateDoesNotUndoALaterOne() {
        rig.store("/x", "page", "Cache-Control", "max-age=1", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        rig.get("/x", "Range", "bytes=0-1", "If-None-Match", "\"a\"");
        rig.advanceSeconds(1);
        rig.get("/x");
        rig.advanceSeconds(1);
        rig.asked(2).answer(Response.of(304, Fields.of("ETag", "\"a\"", "Cache-Control", "no-cache"), Body.none()));
        rig.asked(1).answer(Response.of(304, Fields.of("ETag", "\"a\"", "Cache-Control", "max-age=99"), Body.none()));
        rig.get("/x");
        assertThat(rig.asked).hasSize(4);
        rig.asked(3).answer("page", "Cache-Control", "max-age=9");
    }

    /** What is for one client says nothing of what others have. */
    @Test
    void a304ForOneClientDoesAwayWithNothing() {
        rig.store("/x", "page", "Cache-Control", "max-age=60", "ETag", "\"a\"");
        rig.get("/x", "Cache-Control", "no-cache, no-store", "If-None-Match", "\"a\"");
        rig.asked(1).answer(Response.of(304, Fields.of("ETag", "\"a\"", "Cache-Control", "private"), Body.none()));
        assertThat(rig.get("/x").status()).contains("hit");
    }
}
