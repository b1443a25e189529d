package dev.weir.cache;

import dev.weir.fields.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What clients asked, what an origin said to it, and what else has happened, by which answers are to be judged. */
final class History {
    /** In the order of what happens, and in milliseconds of a clock that mostly stands still. */
    record Moment(int step, long millis) {}

    /** What a client asked. */
    record Question(String id, String method, String target, Fields fields, Moment asked) {
        String wish() {
            return fields.get("Cache-Control", "");
        }

        boolean isUnsafe() {
            return method.equals("POST");
        }

        @Override
        public String toString() {
            return id + " " + method + " " + target + " " + lines(fields);
        }
    }

    /** What the origin said of a response, with it or later of what is stored; its age is in seconds. */
    record Word(Fields request, Moment sent, Moment came, String control, int age) {
        boolean isBy(Question question) {
            return request.get("Client").equals(Optional.of(question.id()));
        }

        @Override
        public String toString() {
            return "{" + control + (age > 0 ? "; Age: " + age : "") + "} to " + request.get("Client", "") + " sent "
                    + sent + " came " + came;
        }
    }

    /** A response of the origin that has a number. */
    static final class Given {
        final int number;
        final String target;
        final String method;
        final int status;
        final String vary;
        final boolean cookie;
        /** No-Vary-Search. */
        final String search;

        final List<Word> words = new ArrayList<>();
        /** Whether all of its content has come. */
        boolean whole;
        /** Whether the cache says that it stores it. */
        boolean stored;

        Given(
                int number,
                String target,
                String method,
                int status,
                String vary,
                String search,
                boolean cookie,
                Word first) {
            this.number = number;
            this.target = target;
            this.method = method;
            this.status = status;
            this.vary = vary;
            this.search = search;
            this.cookie = cookie;
            words.add(first);
        }

        Word first() {
            return words.get(0);
        }

        @Override
        public String toString() {
            return "#" + number + " " + method + " " + target + " " + status + " Vary: " + vary
                    + (cookie ? " with a cookie " : " ") + search + words;
        }
    }

    /** The origin failed, with an answer or without one. */
    record Failure(String target, boolean unsafe, Moment at, boolean unreachable) {}

    /** What is stored of a target is void from then on; stale only, if {@code soft}. */
    record End(String target, int step, boolean soft) {}

    final List<Given> given = new ArrayList<>();
    final List<Failure> failures = new ArrayList<>();
    final List<End> ends = new ArrayList<>();
    final List<End> doubts = new ArrayList<>();

    void failed(String target, String method, Moment at, boolean unreachable) {
        failures.add(new Failure(target, method.equals("POST"), at, unreachable));
    }

    void invalidated(String target, int step) {
        ends.add(new End(target, step, false));
    }

    void purgedSoftly(String target, int step) {
        ends.add(new End(target, step, true));
    }

    Given give(String target, String method, int status, String vary, String search, boolean cookie, Word word) {
        Given one = new Given(given.size(), target, method, status, vary, search, cookie, word);
        given.add(one);
        return one;
    }

    /** §4.3.5: what is stored is stale if a HEAD has told of another. */
    void headCame(String target, int step) {
        doubts.add(new End(target, step, false));
    }

    /** A target without its query. */
    static String path(String target) {
        return target.replaceFirst("\\?.*", "");
    }

    static String lines(Fields fields) {
        StringBuilder lines = new StringBuilder();
        fields.forEach((name, value) ->
                lines.append('[').append(name).append(": ").append(value).append(']'));
        return lines.toString();
    }
}
