package dev.weir.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a result means, by the rules of the suite's own display. */
enum Verdict {
    PASS,
    FAIL,
    /** What the test needs before its question could not be had. */
    SETUP,
    /** A test that it depends on did not pass. */
    DEPENDENCY,
    /** It has no result. */
    ABSENT;

    /** The verdict on each case. */
    static Map<String, Verdict> on(List<Case> cases, JsonNode results) {
        Map<String, Case> byId = cases.stream().collect(Collectors.toMap(Case::id, Function.identity()));
        Map<String, Verdict> verdicts = new HashMap<>();
        cases.forEach(test -> judge(test, byId, results, verdicts));
        return new TreeMap<>(verdicts);
    }

    private static Verdict judge(Case test, Map<String, Case> byId, JsonNode results, Map<String, Verdict> known) {
        Verdict already = known.get(test.id());
        if (already != null) {
            return already;
        }
        JsonNode result = results.path(test.id());
        Verdict verdict;
        if (result.isMissingNode()) {
            verdict = ABSENT;
        } else if (!test.dependsOn().stream()
                .allMatch(id -> judge(Objects.requireNonNull(byId.get(id), id), byId, results, known) == PASS)) {
            verdict = DEPENDENCY;
        } else if (result.isBoolean()) {
            verdict = result.booleanValue() ? PASS : FAIL;
        } else {
            verdict = result.path(0).asText().equals("Setup") ? SETUP : FAIL;
        }
        known.put(test.id(), verdict);
        return verdict;
    }

    static Verdict named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The word for it: a check is answered, the others are passed or not. */
    String word(Case test) {
        return switch (this) {
            case PASS -> test.isCheck() ? "yes" : "passed";
            case FAIL -> test.isCheck() ? "no" : "failed";
            case SETUP -> "not asked: its setup fails";
            case DEPENDENCY -> "not asked: it depends on " + String.join(", ", test.dependsOn());
            case ABSENT -> "no result";
        };
    }
}
