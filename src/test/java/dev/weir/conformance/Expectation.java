package dev.weir.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the results have to be, and why: all passed, but for what {@code src/conformance/expected.json} names. */
final class Expectation {

    static final Path FILE = Path.of("src/conformance/expected.json");

    private final JsonNode groups;
    private final JsonNode tests;

    private Expectation(JsonNode root) {
        this.groups = root.path("groups");
        this.tests = root.path("tests");
    }

    static Expectation read() throws IOException {
        return new Expectation(new ObjectMapper().readTree(FILE.toFile()));
    }

    Verdict of(Case test) {
        return Verdict.named(tests.path(test.id()).path("result").asText("pass"));
    }

    /** Why Weir does what it does there; for a check, what its group says where it says nothing itself. */
    String why(Case test) {
        String own = tests.path(test.id()).path("why").asText("");
        return own.isEmpty() && test.isCheck() ? groups.path(test.group()).asText("") : own;
    }

    /** Where the results are not these. */
    List<String> differences(List<Case> cases, JsonNode results) {
        Map<String, Verdict> verdicts = Verdict.on(cases, results);
        return differing(cases, results).stream()
                .map(test -> "%s (%s): expected %s, but it is %s; the suite says %s"
                        .formatted(test.id(), test.kind(), of(test), verdicts.get(test.id()), results.path(test.id())))
                .toList();
    }

    List<Case> differing(List<Case> cases, JsonNode results) {
        Map<String, Verdict> verdicts = Verdict.on(cases, results);
        return cases.stream()
                .filter(test -> verdicts.get(test.id()) != of(test))
                .toList();
    }

    /** What is wrong with the file itself: what nobody explains, and what explains nothing. */
    List<String> gaps(List<Case> cases) {
        Map<String, Case> byId = cases.stream().collect(Collectors.toMap(Case::id, Function.identity()));
        List<String> gaps = new ArrayList<>();
        for (Case test : cases) {
            boolean explained = !why(test).isEmpty();
            boolean needed = test.isCheck() || of(test) != Verdict.PASS;
            if (explained != needed) {
                gaps.add(test.id() + (needed ? " needs a reason" : " passes and has a reason not to"));
            }
        }
        Set<String> unknown = new TreeSet<>();
        tests.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(byId.keySet());
        unknown.forEach(id -> gaps.add(id + " is none of the suite's tests"));
        return gaps;
    }
}
