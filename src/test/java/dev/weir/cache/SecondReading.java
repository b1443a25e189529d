package dev.weir.cache;

import static dev.weir.cache.History.lines;
import static dev.weir.cache.History.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.History.Failure;
import dev.weir.cache.History.Given;
import dev.weir.cache.History.Moment;
import dev.weir.cache.History.Question;
import dev.weir.cache.History.Word;
import dev.weir.fields.Fields;
import dev.weir.http.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * RFC 9111 read once more, as shortly as it can be: not what a cache does, but whether an answer is one that it may give. It
 * knows what everybody asked and what the origin said, and shares no code with {@code policy}; what is granted beyond the RFC
 * is what the documents say that this cache does.
 *
 * <p>Of what the origin has said of a response, one word that allows its use is enough, though a later one may have taken its
 * place: whether the cache has kept the later one, nobody but it can know.
 */
final class SecondReading {
    /** Granted: so long, in milliseconds, what has expired stands in for an origin that is out of reach. */
    private static final long MINUTE = 60_000;

    /** Granted: a small content may keep its head waiting so long, in milliseconds. */
    static final long HELD = 20;

    private final History history;
    private int shared;
    private int ofOtherUris;

    SecondReading(History history) {
        this.history = history;
    }

    /** How many answers were fetched for somebody else. */
    int shared() {
        return shared;
    }

    /** How many of them were fetched for another URI. */
    int ofOtherUris() {
        return ofOtherUris;
    }

    /** What has to be the answer: the last response, if it is stored, fresh, whole, and nothing has happened to it since. */
    Optional<Given> stored(Question question, Moment now) {
        List<Given> candidates = history.given.stream()
                .filter(one -> one.target.equals(question.target()))
                .toList();
        boolean shared = history.given.stream()
                .anyMatch(one -> path(one.target).equals(path(question.target())) && !one.search.isEmpty());
        // §4.1: what names Vary comes first.
        if (shared || candidates.stream().anyMatch(one -> !one.vary.isEmpty() && isSelected(question, one))) {
            return Optional.empty();
        }
        return candidates.stream()
                .reduce((before, last) -> last)
                .filter(one ->
                        one.words.size() == 1 && one.whole && one.stored && one.status == 200 && one.vary.isEmpty())
                .filter(one -> isFresh(one, now) && !hasBeenTouched(one))
                // §4: the most recent is the one of which the origin has spoken last.
                .filter(one -> candidates.stream()
                        .flatMap(other -> other.words.stream())
                        .noneMatch(
                                word -> word.came().step() > one.first().came().step()));
    }

    private static boolean isFresh(Given one, Moment now) {
        Map<String, OptionalLong> control = directives(one.first().control());
        long age = 1000L * one.first().age() + now.millis() - one.first().sent().millis();
        return mayBeShared(one) && !control.containsKey("no-cache") && age + HELD < 1000 * lifetime(control);
    }

    private boolean hasBeenTouched(Given one) {
        int since = one.first().sent().step();
        return Stream.concat(history.ends.stream(), history.doubts.stream())
                        .anyMatch(end -> end.target().equals(one.target) && end.step() >= since)
                || history.failures.stream()
                        .anyMatch(failure -> failure.target().equals(one.target)
                                && failure.at().step() >= since);
    }

    /** Complains about an answer that no cache may give. */
    void check(Question question, Response response, Moment at) {
        Optional<String> number = response.field("Number");
        String what = question + "\nwas answered at " + at + " with " + response.status() + " "
                + lines(response.fields()) + "\n" + history.failures + history.ends;
        boolean onlyIfCached = directives(question.wish()).containsKey("only-if-cached") && !question.isUnsafe();
        if (number.isEmpty()) {
            // The cache's own word: it was to ask for none (§5.2.1.7), or had no answer.
            boolean silent = onlyIfCached ? response.status() == 504 : hasFailed(question, at);
            assertThat(silent && response.status() >= 500).as(what).isTrue();
            return;
        }
        Given one = history.given.get(Integer.parseInt(number.get()));
        what += "\n" + one;
        assertThat(isFor(one, question.target())).as(what).isTrue();
        boolean bare = response.status() == 304;
        boolean right = bare
                ? question.fields().get("If-None-Match", "").equals("\"" + one.number + "\"")
                : response.status() == one.status;
        assertThat(right).as(what).isTrue();
        if (one.first().isBy(question)) {
            assertThat(onlyIfCached).as(what).isFalse();
            one.stored = response.field("Cache-Status").orElseThrow().contains(";stored");
            return;
        }
        if ((bare || question.method().equals("HEAD")) && one.words.stream().anyMatch(word -> word.isBy(question))) {
            assertThat(onlyIfCached).as(what).isFalse();
            return; // the origin's own answer
        }
        shared++;
        ofOtherUris += one.target.equals(question.target()) ? 0 : 1;
        assertThat(mayBeShared(one)).as("for two\n" + what).isTrue();
        assertThat(isSelected(question, one)).as("selected\n" + what).isTrue();
        assertThat(one.words.stream().anyMatch(word -> allows(word, one, question, response, at)))
                .as("usable\n" + what)
                .isTrue();
    }

    /** The origin has, since it was asked. */
    private boolean hasFailed(Question question, Moment at) {
        return failuresFor(question, at).findAny().isPresent();
    }

    private Stream<Failure> failuresFor(Question question, Moment at) {
        return history.failures.stream()
                .filter(failure -> path(failure.target()).equals(path(question.target()))
                        && failure.unsafe() == question.isUnsafe()
                        && failure.at().step() >= question.asked().step()
                        && failure.at().step() <= at.step());
    }

    /** Its own URI, and by draft-ietf-httpbis-no-vary-search those whose query differs in nothing that counts. */
    static boolean isFor(Given one, String target) {
        return one.target.equals(target)
                || (path(one.target).equals(path(target))
                        && counting(one.search, one.target).equals(counting(one.search, target)));
    }

    /** The parameters that count, in an order that counts where it does. */
    private static List<String> counting(String search, String target) {
        List<String> parameters = new ArrayList<>(
                target.contains("?") ? List.of(target.replaceFirst(".*\\?", "").split("&", -1)) : List.of());
        switch (search) {
            case "key-order" -> parameters.sort(null);
            case "params" -> parameters.clear();
            case "params=(\"x\")" -> parameters.removeIf(parameter -> parameter.startsWith("x="));
            case "params, except=(\"x\")" -> parameters.removeIf(parameter -> !parameter.startsWith("x="));
            default -> {}
        }
        return parameters;
    }

    /** §3, §3.5, §7.3. */
    private static boolean mayBeShared(Given one) {
        Map<String, OptionalLong> control = directives(one.first().control());
        boolean saysSo = control.containsKey("public") || control.containsKey("s-maxage");
        boolean authorized =
                !one.first().request().contains("Authorization") || saysSo || control.containsKey("must-revalidate");
        return one.method.equals("GET")
                && one.status != 429
                && !control.containsKey("no-store")
                && !control.containsKey("private")
                && !directives(one.first().request().get("Cache-Control", "")).containsKey("no-store")
                && authorized
                && !one.cookie;
    }

    /** §4.1. */
    static boolean isSelected(Question question, Given one) {
        return isSelected(question.fields(), one.first().request(), one.vary);
    }

    static boolean isSelected(Fields asking, Fields original, String vary) {
        return vary.isEmpty()
                || (!vary.equals("*")
                        && Arrays.stream(vary.split(", ", -1))
                                .allMatch(name -> asking.get(name).equals(original.get(name))));
    }

    /** §4, §4.2, §5.2: whether the response may be used by what was said of it then. */
    private boolean allows(Word word, Given one, Question question, Response response, Moment at) {
        if (word.isBy(question)) {
            return true;
        }
        Map<String, OptionalLong> control = directives(word.control());
        Map<String, OptionalLong> wish = directives(question.wish());
        boolean later = !word.equals(one.first());
        if (later && isForOne(word, control)) {
            return false;
        }
        // §4.4; what was under way by then was sent before.
        if (hasEnded(word, one, question, false)) {
            return false;
        }
        long since = at.millis() - word.came().millis();
        long least = 1000L * word.age() + since;
        long most = 1000L * word.age() + at.millis() - word.sent().millis();
        boolean waited = question.asked().step() <= word.came().step() && since <= 2 * HELD;
        boolean askedFor = question.asked().millis() <= word.sent().millis();
        if (!isAge(response.field("Age"), least, most)) {
            return false;
        }
        long age = waited ? 1000L * word.age() : most;
        long lifetime = 1000 * lifetime(control);
        boolean fresh = age < lifetime && !hasEnded(word, one, question, true);
        boolean noCache = control.containsKey("no-cache");
        // §5.2.2.4: each use wants a validation of its own.
        if (noCache) {
            return askedFor && later;
        }
        // §4.3.3, or fetched as if for this one.
        if (askedFor && (fresh || later)) {
            return true;
        }
        boolean neverStale = control.containsKey("must-revalidate") || control.containsKey("s-maxage");
        long staleness = age - lifetime;
        // RFC 5861 §4: "regardless of other freshness information".
        if (!neverStale && isInsteadOfFailure(control, staleness, question, at)) {
            return true;
        }
        if (!isWished(wish, age, lifetime, fresh && control.containsKey("immutable"))) {
            return false;
        }
        return fresh || (!neverStale && mayBeStale(control, wish, staleness));
    }

    /** §3, §3.5, §5.2.1.5: whether what was said of what is stored is for the one who was told it alone. */
    private static boolean isForOne(Word word, Map<String, OptionalLong> control) {
        boolean authorized = word.request().contains("Authorization")
                && !control.containsKey("public")
                && !control.containsKey("s-maxage")
                && !control.containsKey("must-revalidate");
        return authorized
                || control.containsKey("private")
                || control.containsKey("no-store")
                || directives(word.request().get("Cache-Control", "")).containsKey("no-store");
    }

    private boolean hasEnded(Word word, Given one, Question question, boolean soft) {
        return history.ends.stream()
                .anyMatch(end -> end.target().equals(one.target)
                        && end.soft() == soft
                        && end.step() < question.asked().step()
                        && word.sent().step() < end.step());
    }

    /** §5.2.1. */
    private static boolean isWished(Map<String, OptionalLong> wish, long age, long lifetime, boolean immutable) {
        OptionalLong maxAge = wish.getOrDefault("max-age", OptionalLong.empty());
        OptionalLong minFresh = wish.getOrDefault("min-fresh", OptionalLong.empty());
        return !wish.containsKey("no-cache")
                && (maxAge.isEmpty() || age <= 1000 * maxAge.getAsLong() || immutable)
                && (minFresh.isEmpty() || lifetime - age >= 1000 * minFresh.getAsLong());
    }

    /** §4.2.4, RFC 5861 §3. */
    private static boolean mayBeStale(
            Map<String, OptionalLong> control, Map<String, OptionalLong> wish, long staleness) {
        boolean asWished = wish.containsKey("max-stale")
                && staleness <= 1000 * wish.get("max-stale").orElse(Integer.MAX_VALUE);
        return asWished || (!wish.containsKey("max-age") && isWithin(staleness, control, "stale-while-revalidate"));
    }

    private boolean isInsteadOfFailure(
            Map<String, OptionalLong> control, long staleness, Question question, Moment at) {
        boolean onError = isWithin(staleness, control, "stale-if-error");
        boolean onSilence =
                !control.containsKey("stale-if-error") && question.wish().isEmpty() && staleness <= MINUTE;
        return failuresFor(question, at).anyMatch(failure -> onError || (failure.unreachable() && onSilence));
    }

    private static boolean isWithin(long staleness, Map<String, OptionalLong> control, String directive) {
        OptionalLong most = control.getOrDefault(directive, OptionalLong.empty());
        return most.isPresent() && staleness <= 1000 * most.getAsLong();
    }

    /** §4.2.3, §5.1. */
    private static boolean isAge(Optional<String> age, long least, long most) {
        return age.map(seconds -> 1000 * Long.parseLong(seconds))
                .map(stated -> stated > least - 1000 && stated <= most)
                .orElse(least <= 2 * HELD);
    }

    /** §4.2.1, in seconds. */
    private static long lifetime(Map<String, OptionalLong> control) {
        return control.getOrDefault("s-maxage", control.getOrDefault("max-age", OptionalLong.of(0)))
                .orElse(0);
    }

    private static Map<String, OptionalLong> directives(String field) {
        Map<String, OptionalLong> directives = new TreeMap<>();
        for (String directive : field.split(", ", -1)) {
            String[] parts = directive.split("=", -1);
            directives.put(
                    parts[0], parts.length == 1 ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parts[1])));
        }
        return directives;
    }
}
