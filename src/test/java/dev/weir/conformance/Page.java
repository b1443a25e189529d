package dev.weir.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code docs/conformance.md}: what stands above its mark is written by hand, what stands below by the run. */
final class Page {

    static final Path FILE = Path.of("docs/conformance.md");
    private static final String MARK = "<!-- What follows is written by the run: mvn -Pconformance verify -->\n";

    private final List<Case> cases;
    private final Map<String, Verdict> verdicts;
    private final Expectation expectation;
    private final List<Suite.Other> others;

    Page(List<Case> cases, Map<String, Verdict> verdicts, Expectation expectation, List<Suite.Other> others) {
        this.cases = cases;
        this.verdicts = verdicts;
        this.expectation = expectation;
        this.others = others;
    }

    /** The page as it has to be. */
    String text() throws IOException {
        String page = Files.readString(FILE);
        int mark = page.indexOf(MARK);
        if (mark < 0) {
            throw new AssertionError(FILE + " has lost the line " + MARK);
        }
        return page.substring(0, mark) + MARK + totals() + besideOthers() + exceptions() + checks();
    }

    private String totals() {
        Map<String, List<Case>> groups =
                cases.stream().collect(Collectors.groupingBy(Case::groupName, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder("""

                ## Results

                | group | required | optional | checks answered yes |
                |---|---|---|---|
                """);
        groups.forEach((name, group) -> text.append(row(name, group)));
        return text.append(row("**all**", cases)).toString();
    }

    private String besideOthers() {
        StringBuilder text = new StringBuilder("""

                ## Beside other servers

                The suite brings along the results that its authors had of others, of the versions of their day. Counted in
                the same way:

                | server | required | optional | checks answered yes |
                |---|---|---|---|
                """);
        text.append(row("**Weir**", cases));
        others.forEach(other ->
                text.append(row(other.name() + " " + other.version(), cases, Verdict.on(cases, other.results()))));
        return text.toString();
    }

    private String row(String name, Collection<Case> group) {
        return row(name, group, verdicts);
    }

    private static String row(String name, Collection<Case> group, Map<String, Verdict> verdicts) {
        return "| %s | %s | %s | %s |%n"
                .formatted(
                        name,
                        share(group, "required", verdicts),
                        share(group, "optimal", verdicts),
                        share(group, "check", verdicts));
    }

    private static String share(Collection<Case> group, String kind, Map<String, Verdict> verdicts) {
        List<Case> those =
                group.stream().filter(test -> test.kind().equals(kind)).toList();
        long passed = those.stream()
                .filter(test -> verdicts.get(test.id()) == Verdict.PASS)
                .count();
        return those.isEmpty() ? "" : passed + " of " + those.size();
    }

    private String exceptions() {
        return """

                ## Where Weir does not do what a test asks for

                | test | kind | result | why |
                |---|---|---|---|
                """
                + rows(
                        test -> !test.isCheck() && verdict(test) != Verdict.PASS,
                        test -> "| %s<br>`%s` | %s | %s | %s |%n"
                                .formatted(
                                        test.name(),
                                        test.id(),
                                        test.kind().equals("optimal") ? "optional" : test.kind(),
                                        verdict(test).word(test),
                                        expectation.why(test)));
    }

    private String checks() {
        return """

                ## Checks, which have no right answer

                | question | Weir | why |
                |---|---|---|
                """
                + rows(
                        Case::isCheck,
                        test -> "| %s<br>`%s` | %s | %s |%n"
                                .formatted(test.name(), test.id(), verdict(test).word(test), expectation.why(test)));
    }

    private String rows(Predicate<Case> which, Function<Case, String> row) {
        return cases.stream().filter(which).map(row).collect(Collectors.joining());
    }

    private Verdict verdict(Case test) {
        return verdicts.getOrDefault(test.id(), Verdict.ABSENT);
    }
}
