package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.http.Response;
import dev.weir.policy.Normalise;
import dev.weir.testkit.TestRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses that vary are for those whose requests match (RFC 9111 §4.1), also while they are fetched. */
class VaryTest {
    private static final CacheSettings PLAIN = CacheSettings.ofMemory(Rig.MEMORY);
    private static final CacheSettings RULED = PLAIN.withNormalised(
                    "User-Agent", Normalise.words("desktop", "Mobi", "phone"))
            .withNormalised("Cookie", Normalise.cookies("theme"));

    private Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private void answer(int i, String body, String vary) {
        rig.asked(i).answer(body, "Cache-Control", "max-age=60", "Vary", vary);
    }

    @Test
    void varyCookieKeepsUsersApart() {
        Client anna = rig.get("/x", "Cookie", "user=anna");
        answer(0, "anna's", "Cookie");
        Client ben = rig.get("/x", "Cookie", "user=ben");
        answer(1, "ben's", "Cookie");
        Client nobody = rig.get("/x");
        answer(2, "nobody's", "Cookie");
        assertThat(anna.call().text()).isEqualTo("anna's");
        assertThat(ben.call().text()).isEqualTo("ben's");
        assertThat(nobody.call().text()).isEqualTo("nobody's");
        assertThat(rig.get("/x", "Cookie", "user=anna").call().text()).isEqualTo("anna's");
        assertThat(rig.get("/x", "Cookie", "user=ben").call().text()).isEqualTo("ben's");
        assertThat(rig.get("/x").call().text()).isEqualTo("nobody's");
        assertThat(rig.asked).hasSize(3);
    }

    /** RFC 9110 §7.6.1: the handler below does not see it either. */
    @ParameterizedTest
    @CsvSource({"GET, X-Nothing", "GET, Range", "POST, X-Nothing"})
    void whatConnectionNamesSelectsNothing(String method, String name) {
        Client client = rig.send(
                method,
                "/x",
                "Connection",
                "keep-alive",
                "Connection",
                "close, cookie",
                "Cookie",
                "user=anna",
                name,
                "bytes=0-9",
                "If-Range",
                "\"z\"");
        assertThat(rig.asked(0).request.fields().contains("Cookie")).isFalse();
        String[] head = {"Cache-Control", "max-age=60", "Vary", "Cookie", "Content-Location", "/x"};
        rig.asked(0).answer("nobody's", head);
        assertThat(client.call().text()).isEqualTo("nobody's");
        rig.get("/x", "Cookie", "user=anna");
        answer(1, "anna's", "Cookie");
        assertThat(rig.get("/x").call().text()).isEqualTo("nobody's");
        assertThat(rig.asked).hasSize(2);
    }

    /** What a client says of it gets no further than the cache, which says the same for all. */
    @ParameterizedTest
    @CsvSource({"X-Forwarded-Proto", "X-Forwarded-Host", "Surrogate-Capability", "Host", "TE"})
    void whatTheCacheItselfSaysSelectsNothing(String name) {
        rig.get("/x", name, "one");
        answer(0, "x", name + ", Foo");
        assertThat(rig.get("/x", name, "other").status()).contains("hit");
        assertThat(rig.get("/x").status()).contains("hit");
    }

    /** The origin is told of the address of the client whose request it has, whatever others say of theirs. */
    @ParameterizedTest
    @CsvSource({"X-Forwarded-For", "Forwarded", "X-Real-IP"})
    void whatVariesByWhomARequestIsFromIsForThatOne(String name) {
        Client one = rig.get("/x");
        Client other = rig.get("/x");
        answer(0, "x", "Foo, " + name);
        assertThat(one.status()).contains("detail=vary-any");
        assertThat(rig.asked).hasSize(2);
        answer(1, "x", name);
        assertThat(other.call().text()).isEqualTo("x");
        assertThat(rig.stats().entries()).isZero();
    }

    @Test
    void thoseWhoWaitBeforeVaryIsKnownGetNobodyElsesResponse() {
        // All wait for one fill, since nothing is known of the key yet.
        List<Client> annas = new ArrayList<>();
        List<Client> bens = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            annas.add(rig.get("/x", "Cookie", "user=anna"));
            bens.add(rig.get("/x", "Cookie", "user=ben"));
        }
        assertThat(rig.asked).hasSize(1);
        answer(0, "anna's", "Cookie");
        // The others go on together, by what has been learned.
        assertThat(rig.asked).hasSize(2);
        assertThat(rig.asked(1).request.fields().get("Cookie")).hasValue("user=ben");
        assertThat(bens).noneMatch(ben -> ben.call().isDone());
        answer(1, "ben's", "Cookie");
        assertThat(annas).allSatisfy(anna -> assertThat(anna.call().text()).isEqualTo("anna's"));
        assertThat(bens).allSatisfy(ben -> assertThat(ben.call().text()).isEqualTo("ben's"));
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void aLaterResponseThatForgetsVaryDoesNotHideOneThatHasIt() {
        rig.get("/x", "Accept-Language", "de");
        answer(0, "auf Deutsch", "Accept-Language");
        rig.advanceSeconds(1);
        rig.store("/x", "default", "Cache-Control", "max-age=60");
        assertThat(rig.get("/x", "Accept-Language", "de").call().text()).isEqualTo("auf Deutsch");
        assertThat(rig.get("/x", "Accept-Language", "fr").call().text()).isEqualTo("default");
        assertThat(rig.asked).hasSize(2);
    }

    /** The Vary of the one before; that of the last. */
    @ParameterizedTest
    @CsvSource({"'', ''", "Accept-Language, ''", "'', Accept-Language", "Accept-Language, Accept"})
    void theLastAnswerToARequestIsNotHiddenByTheOneBefore(String before, String last) {
        rig.get("/x", "Accept-Language", "de");
        rig.asked(0)
                .answer("old", "Cache-Control", "max-age=1", "Vary", before, "Date", "Sat, 21 Nov 2026 09:00:00 GMT");
        rig.advanceSeconds(2);
        rig.get("/x", "Accept-Language", "de");
        // The origin's clock goes back, or it is another of several.
        rig.asked(1)
                .answer("new", "Cache-Control", "max-age=60", "Vary", last, "Date", "Sat, 21 Nov 2026 08:59:59 GMT");
        assertThat(rig.get("/x", "Accept-Language", "de").call().text()).isEqualTo("new");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void neitherIsTheLastPart() {
        rig.get("/x", "Accept-Language", "de");
        rig.asked(0).answer("old", "Cache-Control", "max-age=1", "Vary", "Accept-Language");
        rig.advanceSeconds(2);
        String[] part = {"Accept-Language", "de", "Range", "bytes=0-2"};
        rig.get("/x", part);
        rig.asked(1)
                .answer(Response.text("new")
                        .withStatus(206)
                        .with("Content-Range", "bytes 0-2/9")
                        .with("ETag", "\"2\"")
                        .with("Cache-Control", "max-age=60"));
        assertThat(rig.get("/x", part).call().text()).isEqualTo("new");
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void onceVaryIsKnownUsersAreFetchedSideBySide() {
        rig.store("/x", "nobody's", "Cache-Control", "max-age=60", "Vary", "Cookie");
        Client anna = rig.get("/x", "Cookie", "user=anna");
        Client ben = rig.get("/x", "Cookie", "user=ben");
        Client annaAgain = rig.get("/x", "Cookie", "user=anna");
        assertThat(rig.asked).hasSize(3);
        answer(2, "ben's", "Cookie");
        assertThat(ben.call().text()).isEqualTo("ben's");
        assertThat(anna.call().isDone()).isFalse();
        answer(1, "anna's", "Cookie");
        assertThat(anna.call().text()).isEqualTo("anna's");
        assertThat(annaAgain.call().text()).isEqualTo("anna's");
        assertThat(annaAgain.status()).contains("collapsed");
    }

    @Test
    void whatComesToVaryByMoreIsNotGivenToThoseWhoDifferInThat() {
        rig.store("/x", "old", "Cache-Control", "max-age=1", "Vary", "Accept-Language");
        rig.advanceSeconds(2);
        Client anna = rig.get("/x", "Cookie", "user=anna");
        Client ben = rig.get("/x", "Cookie", "user=ben");
        assertThat(rig.asked).hasSize(2);
        answer(1, "anna's", "Accept-Language, Cookie");
        assertThat(anna.call().text()).isEqualTo("anna's");
        assertThat(ben.call().isDone()).isFalse();
        answer(2, "ben's", "Accept-Language, Cookie");
        assertThat(ben.call().text()).isEqualTo("ben's");
    }

    @Test
    void varyByAnythingIsNeverStoredNorShared() {
        Client anna = rig.get("/x");
        Client ben = rig.get("/x");
        answer(0, "anna's", "*");
        assertThat(anna.call().text()).isEqualTo("anna's");
        assertThat(rig.asked).hasSize(2);
        answer(1, "ben's", "Accept, *");
        assertThat(ben.call().text()).isEqualTo("ben's");
        assertThat(rig.stats().entries()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "Accept-Encoding, 'gzip, deflate, br', 'br;q=1.0,deflate , GZIP'",
        "Accept-Language, 'en-US,en;q=0.9,de;q=0.8', 'de;q=0.80, EN-us, en;q=0.900'",
        "Accept, 'text/html,*/*;q=0.8', '*/*;q=0.8, text/html'",
    })
    void spellingsOfOneMeaningShareWhatIsStoredAndWhatIsFetched(String field, String one, String other) {
        rig.store("/x", "plain", "Cache-Control", "max-age=60", "Vary", field);
        Client first = rig.get("/x", field, one);
        Client second = rig.get("/x", field, other);
        assertThat(rig.asked).hasSize(2);
        answer(1, "both's", field);
        assertThat(first.call().text()).isEqualTo("both's");
        assertThat(second.call().text()).isEqualTo("both's");
        assertThat(rig.get("/x", field, other).status()).contains("hit");
        // Nobody has ruled, so the origin is asked as the client has spelled it.
        assertThat(rig.asked(1).request.fields().get(field)).hasValue(one);
    }

    @Test
    void aRuledFieldIsSentToTheOriginAsItIsCompared() {
        rig = new Rig(RULED);
        Client phone =
                rig.get("/x", "User-Agent", "Mozilla/5.0 (iPhone; secret) Mobile", "Cookie", "session=1; theme=dark");
        assertThat(rig.asked(0).request.fields().all("User-Agent")).containsExactly("phone");
        assertThat(rig.asked(0).request.fields().all("Cookie")).containsExactly("theme=dark");
        answer(0, "dark, for phones", "User-Agent, Cookie");
        assertThat(phone.call().text()).isEqualTo("dark, for phones");
        Client other = rig.get("/x", "User-Agent", "Other/1.0 Mobile", "Cookie", "theme=dark; session=2");
        assertThat(other.call().text()).isEqualTo("dark, for phones");
        assertThat(other.status()).contains("hit");
        rig.get("/x", "User-Agent", "Other/1.0", "Cookie", "theme=dark");
        assertThat(rig.asked).hasSize(2);
        answer(1, "dark, for others", "User-Agent, Cookie");
    }

    @Test
    void aRuledFieldIsSentSoWhereNobodyHasSentIt() {
        rig = new Rig(RULED);
        rig.get("/x");
        assertThat(rig.asked(0).request.fields().all("User-Agent")).containsExactly("desktop");
        answer(0, "for desktops", "User-Agent");
        assertThat(rig.get("/x", "User-Agent", "Mozilla/5.0 (X11)").call().text())
                .isEqualTo("for desktops");
    }

    @Test
    void whoGoesAloneOrForAPartAsksAsTheOthersDo() {
        rig = new Rig(RULED);
        rig.get("/x", "User-Agent", "a Mobile", "Range", "bytes=0-1");
        rig.get("/x", "User-Agent", "a Mobile", "Authorization", "Basic eDp5");
        rig.send("HEAD", "/x", "User-Agent", "a Mobile");
        rig.get("/y", "User-Agent", "a Mobile");
        rig.asked(3).answer("x", "Cache-Control", "no-store");
        rig.get("/y", "User-Agent", "a Mobile");
        assertThat(rig.asked).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(rig.asked(i).request.fields().all("User-Agent")).containsExactly("phone");
            if (i != 3) {
                rig.asked(i).answer("x", "Cache-Control", "no-store");
            }
        }
    }

    @Test
    void whatIsNotReadGoesAsItCame() {
        rig = new Rig(RULED);
        rig.send("POST", "/x", "User-Agent", "a Mobile", "Cookie", "session=1");
        assertThat(rig.asked(0).request.fields().all("User-Agent")).containsExactly("a Mobile");
        assertThat(rig.asked(0).request.fields().all("Cookie")).containsExactly("session=1");
        // It may be for those who GET, but not where it has seen what they do not show.
        rig.asked(0).answer("anna's", "Cache-Control", "max-age=60", "Content-Location", "/x");
        assertThat(rig.stats().entries()).isZero();
        rig.send("POST", "/x", "User-Agent", "desktop");
        rig.asked(1).answer("everybody's", "Cache-Control", "max-age=60", "Content-Location", "/x");
        assertThat(rig.clients.get(1).call().text()).isEqualTo("everybody's");
        assertThat(rig.stats().entries()).isEqualTo(1);
    }

    @Test
    void aRuleThatFailsBreaksNoReply() {
        rig = new Rig(PLAIN.withNormalised("Foo", value -> value.isEmpty() ? value : value.substring(1, 0)));
        Client client = rig.get("/x", "Foo", "1");
        rig.asked(rig.asked.size() - 1).answer("x");
        assertThat(client.call().text()).isEqualTo("x");
        assertThat(rig.stats().faults()).isPositive();
        rig = new Rig();
    }

    /** What others wait for is theirs, whatever one of them has a rule do, and when. */
    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aRuleThatFailsForOneBreaksNoReplyOfAnother(boolean first) {
        rig = new Rig(PLAIN.withNormalised("Width", value -> Integer.parseInt(value) < 600 ? "small" : "large"));
        Client early = rig.get("/x", "Width", first ? "none" : "1");
        Client late = rig.get("/x", "Width", first ? "1" : "none");
        for (int i = 0; i < rig.asked.size(); i++) {
            answer(i, "x", "Width");
        }
        assertThat(early.call().text()).isEqualTo("x");
        assertThat(late.call().text()).isEqualTo("x");
        assertThat(rig.get("/x", "Width", "2").status()).contains("hit");
        assertThat(rig.stats().faults()).isPositive();
        assertThat(rig.stats().fills()).isZero();
        rig = new Rig();
    }

    @Test
    void thereAreNoMoreVariantsThanTheLimit() {
        rig = new Rig(PLAIN.withMaxVariants(3));
        for (int i = 0; i < 10; i++) {
            rig.get("/x", "Foo", "" + i);
            answer(i, "x", "Foo");
        }
        for (int i = 7; i < 10; i++) {
            assertThat(rig.get("/x", "Foo", "" + i).status()).contains("hit");
        }
        rig.get("/x", "Foo", "6");
        assertThat(rig.asked).hasSize(11);
        answer(10, "x", "Foo");
    }

    @Test
    void whoMakesUpValuesDrivesNothingOutThatOthersAskFor() {
        rig = new Rig(PLAIN.withMaxVariants(3));
        rig.store("/other", "other", "Cache-Control", "max-age=60");
        rig.get("/x", "Foo", "usual");
        answer(1, "usual", "Foo");
        for (int i = 0; i < 100; i++) {
            assertThat(rig.get("/x", "Foo", "usual").status()).contains("hit");
            rig.get("/x", "Foo", "made up " + i + "x".repeat(4_000));
            answer(2 + i, "x".repeat(10_000), "Foo");
        }
        assertThat(rig.get("/other").status()).contains("hit");
        assertThat(rig.stats().bytesStored()).isLessThan(100_000);
    }

    @Test
    void theVariantsOfOneUriTakeNoMoreThanAnEighthOfTheMemory() {
        rig = new Rig(CacheSettings.ofMemory(800_000));
        for (int i = 0; i < 16; i++) {
            rig.get("/x", "Foo", "" + i);
            answer(i, "x".repeat(20_000), "Foo");
        }
        assertThat(rig.stats().bytesStored()).isBetween(60_000L, 100_000L);
    }

    @Test
    void aRequestWithoutTheFieldIsAnotherThanOneWithItEmpty() {
        rig.store("/x", "none", "Cache-Control", "max-age=60", "Vary", "Foo");
        rig.send(TestRequest.get("/x").field("Foo", ""));
        assertThat(rig.asked).hasSize(2);
        answer(1, "empty", "Foo");
        assertThat(rig.get("/x").call().text()).isEqualTo("none");
    }
}
