package dev.weir.cache;

import static dev.weir.cache.History.lines;
import static dev.weir.cache.SecondReading.isFor;
import static dev.weir.cache.SecondReading.isSelected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.History.Given;
import dev.weir.cache.History.Moment;
import dev.weir.cache.History.Question;
import dev.weir.cache.History.Word;
import dev.weir.cache.Rig.Asked;
import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Clients that ask for anything in any order, at an origin of many moods that takes its time. What each of them gets is what
 * RFC 9111 lets a shared cache give, by a second reading of it that knows nothing of the first: see {@link SecondReading}.
 */
class AnswersAtRandomTest {
    private static final int CASES = 4_000;
    private static final int STEPS = 40;
    private static final Duration HEAD_LIMIT =
            CacheSettings.ofMemory(Rig.MEMORY).headLimit();
    private static final List<String> TARGETS = List.of("/a", "/b");
    private static final List<String> QUERIES =
            List.of("/a", "/a?x=1", "/a?x=2", "/a?x=1&y=1", "/a?y=1&x=1", "/a?x=2&y=1", "/a?y=2");
    private static final List<String> SEARCHES = List.of(
            "", "key-order", "params", "params=(\"x\")", "params=(\"x\")", "params=(\"x\")", "params, except=(\"x\")");
    private static final List<String> METHODS = List.of("GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST");
    private static final List<String> WISHES = List.of(
            "",
            "",
            "",
            "",
            "no-cache",
            "no-store",
            "max-age=0",
            "max-age=10",
            "max-age=10, max-stale=5",
            "min-fresh=10",
            "max-stale",
            "max-stale=5",
            "only-if-cached",
            "only-if-cached, max-stale");
    private static final List<String> CONTROLS = List.of(
            "max-age=20",
            "max-age=20",
            "max-age=20, must-revalidate",
            "max-age=20, immutable",
            "max-age=5, stale-while-revalidate=20",
            "max-age=5, stale-if-error=50",
            "max-age=1, s-maxage=20",
            "public, max-age=20",
            "max-age=0",
            "no-cache, max-age=20",
            "private, max-age=20",
            "no-store",
            "");
    private static final List<String> VARIES =
            List.of("", "", "", "Accept-Language", "Cookie", "Accept-Language, Cookie", "*");
    private static final List<Integer> STATUSES = List.of(200, 200, 200, 200, 200, 200, 404, 429, 500, 503);

    @Test
    void everyAnswerIsOneThatTheRfcAllows() {
        long shared = 0;
        long ofOtherUris = 0;
        long hits = 0;
        for (int seed = 0; seed < CASES; seed++) {
            Case one = new Case(seed);
            try {
                one.run();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("with seed " + seed + "\n" + String.join("\n", one.log), e);
            }
            shared += one.reading.shared();
            ofOtherUris += one.reading.ofOtherUris();
            hits += one.hits;
        }
        assertThat(shared).as("answers that were fetched for somebody else").isGreaterThan(CASES / 2);
        assertThat(hits).as("answers that had to come from what is stored").isGreaterThan(CASES / 30);
        assertThat(ofOtherUris).as("answers that were fetched for another URI").isGreaterThan(CASES / 20);
    }

    /** A request that has reached the origin, and when. */
    private record Sent(Asked asked, Moment at) {
        Fields fields() {
            return asked.request.fields();
        }

        String target() {
            return asked.request.target();
        }

        String method() {
            return asked.request.method();
        }
    }

    /** A content of which the half has come. */
    private record Streaming(TestBody body, Given given, String rest) {}

    private static final class Case {
        final List<String> log = new ArrayList<>();
        final SecondReading reading;
        long hits;

        private final History history = new History();
        private final Dice dice;
        private final Rig rig = new Rig();
        private final List<String> targets;
        private final String search;
        private final Map<Question, Client> open = new LinkedHashMap<>();
        private final List<Sent> sent = new ArrayList<>();
        private final List<Streaming> streaming = new ArrayList<>();
        private final Map<Client, String> contents = new LinkedHashMap<>();
        private int step;
        private int asked;
        private int clients;

        Case(long seed) {
            reading = new SecondReading(history);
            dice = Dice.of(seed);
            targets = dice.chance(2) ? TARGETS : QUERIES;
            search = dice.one(SEARCHES);
        }

        private Moment now() {
            return at(rig.time.ticks());
        }

        private Moment at(long ticks) {
            return new Moment(step, ticks / 1_000_000);
        }

        void run() {
            for (step = 0; step < STEPS; step++) {
                switch (dice.below(16)) {
                    case 0, 1 -> pass();
                    case 2 -> leave();
                    case 3 -> purge();
                    case 4, 5 -> finish();
                    case 6, 7, 8, 9, 10 -> ask();
                    default -> answer();
                }
                look();
            }
            while (!sent.isEmpty() || !streaming.isEmpty()) {
                step++;
                answer();
                finish();
                look();
            }
            assertThat(open.keySet()).as("still waiting").isEmpty();
            contents.forEach(Case::checkContent);
            rig.checkInvariants();
        }

        private void pass() {
            rig.advance(Duration.ofMillis(SecondReading.HELD));
            look();
            rig.advance(Duration.ofMillis(dice.below(8_000)));
        }

        /** What has happened, at the time when it has: no two things happen at once. */
        private void look() {
            note();
            rig.advance(Duration.ofMillis(1));
            note();
        }

        /** The origin was asked, clients were answered. */
        private void note() {
            for (; asked < rig.asked.size(); asked++) {
                Sent next = new Sent(rig.asked.get(asked), at(rig.asked.get(asked).ticks));
                log.add(step + ": the origin is asked " + next.method() + " " + next.target() + " "
                        + lines(next.fields()));
                sent.add(next);
            }
            sent.removeIf(this::isCancelled);
            streaming.removeIf(content -> content.body().isClosed());
            open.entrySet().removeIf(entry -> {
                if (!entry.getValue().call().isDone()) {
                    return false;
                }
                Response response = entry.getValue().call().response();
                log.add(step + ": " + entry.getKey().id() + " gets " + response.status() + " "
                        + lines(response.fields()));
                reading.check(entry.getKey(), response, now());
                if (!entry.getKey().method().equals("HEAD") && response.status() != 304) {
                    response.field("Number")
                            .ifPresent(number -> contents.put(entry.getValue(), "content of " + number));
                }
                return true;
            });
        }

        /** Every byte of it, or what cannot be taken for whole. */
        private static void checkContent(Client client, String expected) {
            try {
                assertThat(client.call().text()).isEqualTo(expected);
            } catch (AssertionError e) {
                assertThat(e).hasMessageContaining("broke off");
            }
        }

        /** By those who left, or since it took too long. */
        private boolean isCancelled(Sent request) {
            boolean cancelled = request.asked().cancelled;
            if (cancelled && now().millis() - request.at().millis() >= HEAD_LIMIT.toMillis()) {
                history.failed(request.target(), request.method(), now(), true);
            }
            return cancelled;
        }

        private void leave() {
            if (!open.isEmpty()) {
                Question question = dice.one(List.copyOf(open.keySet()));
                log.add(step + ": " + question.id() + " leaves");
                Objects.requireNonNull(open.remove(question)).leave();
            }
        }

        private void purge() {
            if (dice.chance(4)) {
                log.add(step + ": purge");
                targets.forEach(target -> history.invalidated(target, step));
                rig.cache.purge(Purge.everything());
            } else if (dice.chance(3)) {
                log.add(step + ": soft purge");
                targets.forEach(target -> history.purgedSoftly(target, step));
                rig.cache.purge(Purge.everything().soft());
            }
        }

        private void ask() {
            Fields fields = Fields.of("Client", Integer.toString(clients++));
            fields = some(fields, 3, "Accept-Language", List.of("de", "en"));
            fields = some(fields, 4, "Cookie", List.of("u=1", "u=2"));
            fields = some(fields, 8, "Authorization", List.of("Basic x"));
            fields = some(fields, 2, "Cache-Control", WISHES);
            if (dice.chance(6) && !history.given.isEmpty()) {
                fields = fields.with("If-None-Match", tag(dice.one(history.given).number));
            }
            String method = dice.one(METHODS);
            Question question = new Question(fields.get("Client", ""), method, dice.one(targets), fields, now());
            log.add(step + ": at " + now().millis() + " " + question);
            Optional<Given> expected = mustBeHit(question);
            Client client = rig.send(method, question.target(), fields);
            open.put(question, client);
            expected.ifPresent(given -> {
                hits++;
                assertThat(client.call().isDone())
                        .as("%s has an answer, since there is %s", question, given)
                        .isTrue();
                assertThat(rig.asked).as("requests at the origin").hasSize(asked);
            });
        }

        private Fields some(Fields fields, int of, String name, List<String> values) {
            return dice.chance(of) ? fields.with(name, dice.one(values)) : fields;
        }

        /** Where nothing but the last response can be the answer, and it is fresh. */
        private Optional<Given> mustBeHit(Question question) {
            boolean simple = question.method().equals("GET") && question.wish().isEmpty();
            boolean quiet = sent.stream().noneMatch(request -> request.target().equals(question.target()));
            return simple && quiet ? reading.stored(question, now()) : Optional.empty();
        }

        private void answer() {
            if (sent.isEmpty()) {
                return;
            }
            Sent request = sent.remove(dice.below(sent.size()));
            if (dice.chance(15)) {
                log.add(step + ": the origin breaks " + request.fields().get("Client", ""));
                history.failed(request.target(), request.method(), now(), true);
                request.asked().fail(new IOException("reset"));
                return;
            }
            if (request.method().equals("HEAD")) {
                history.headCame(request.target(), step);
            }
            Word word = new Word(
                    request.fields(), request.at(), now(), dice.one(CONTROLS), dice.chance(6) ? dice.below(15) : 0);
            // A 304 that says nothing of freshness leaves what was said before, of which there may be several words.
            Optional<Given> confirmed = confirmed(request);
            if (confirmed.isPresent()
                    && !request.method().equals("POST")
                    && !word.control().isEmpty()
                    && dice.chance(2)) {
                log.add(step + ": " + word + " confirms " + confirmed.get());
                confirmed.get().words.add(word);
                boolean head = request.method().equals("HEAD");
                request.asked().answer(Response.of(head ? 200 : 304, fields(confirmed.get(), word), Body.none()));
                return;
            }
            int status = dice.one(STATUSES);
            Given given = history.give(
                    request.target(), request.method(), status, dice.one(VARIES), saysOfSearch(), dice.chance(8), word);
            log.add(step + ": " + given);
            if (status >= 500) {
                history.failed(request.target(), request.method(), now(), false);
            }
            if (request.method().equals("POST") && status < 400) {
                history.invalidated(request.target(), step);
            }
            send(request, given);
        }

        private String saysOfSearch() {
            return targets.equals(TARGETS) ? "" : dice.chance(8) ? dice.one(SEARCHES) : search;
        }

        /** What is stored of which the origin says that it is what it would send. */
        private Optional<Given> confirmed(Sent request) {
            String tags = request.fields().get("If-None-Match", "");
            return history.given.stream()
                    .filter(given -> isFor(given, request.target()) && given.status == 200)
                    .filter(given -> tags.contains(tag(given.number))
                            || (request.method().equals("HEAD") && dice.chance(3)))
                    .filter(given -> isSelected(request.fields(), given.first().request(), "Accept-Language, Cookie"))
                    .reduce((before, last) -> last);
        }

        private static String tag(int number) {
            return "\"" + number + "\"";
        }

        private static Fields fields(Given given, Word word) {
            Fields fields = Fields.of("Number", Integer.toString(given.number), "ETag", tag(given.number));
            fields = word.age() == 0 ? fields : fields.with("Age", Integer.toString(word.age()));
            fields = word.control().isEmpty() ? fields : fields.with("Cache-Control", word.control());
            fields = given.search.isEmpty() ? fields : fields.with("No-Vary-Search", given.search);
            fields = given.vary.isEmpty() ? fields : fields.with("Vary", given.vary);
            return given.cookie ? fields.with("Set-Cookie", "s=" + given.number) : fields;
        }

        private void send(Sent request, Given given) {
            Fields fields = fields(given, given.first());
            Body content = Body.of(Buffer.buffer("content of " + given.number));
            if (request.method().equals("HEAD")) {
                request.asked().answer(Response.of(given.status, fields, Body.none()));
            } else if (dice.chance(2)) {
                given.whole = true;
                request.asked().answer(Response.of(given.status, fields, content));
            } else {
                String text = "content of " + given.number;
                long length = dice.chance(2) ? text.length() : Body.UNKNOWN_LENGTH;
                TestBody body = TestBody.in(TestScope.at(rig.time), length);
                streaming.add(new Streaming(body, given, text.substring(5)));
                request.asked()
                        .answer(Response.of(
                                given.status,
                                fields,
                                request.asked().request.scope().own(body.body())));
                body.write(text.substring(0, 5));
            }
        }

        private void finish() {
            if (streaming.isEmpty()) {
                return;
            }
            Streaming content = streaming.remove(dice.below(streaming.size()));
            if (dice.chance(10)) {
                log.add(step + ": #" + content.given().number + " breaks off");
                history.failed(content.given().target, content.given().method, now(), true);
                content.body().fail(new IOException("reset"));
            } else {
                log.add(step + ": #" + content.given().number + " is whole");
                content.given().whole = true;
                content.body().write(content.rest()).end();
            }
        }
    }
}
