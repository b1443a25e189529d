package dev.weir.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.policy.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents lead somewhere: every link of theirs, and from the index to every page. */
class DocumentsTest {

    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern DETAIL = Pattern.compile("detail=([a-z-]+)");
    private static final Pattern CODE = Pattern.compile("`([a-z-]+)`");
    private static final Path INDEX = Path.of("docs/README.md");

    @Test
    void everyLinkInTheDocumentsLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            for (String target : links(document)) {
                if (!isOutside(target) && !leadsSomewhere(document, target)) {
                    broken.add(document + " -> " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void theIndexKnowsEveryPage() throws IOException {
        Set<Path> known = links(INDEX).stream()
                .filter(target -> !isOutside(target))
                .map(target -> INDEX.resolveSibling(withoutAnchor(target)).normalize())
                .collect(Collectors.toSet());
        try (Stream<Path> pages = Files.walk(Path.of("docs"))) {
            assertThat(pages.filter(page -> page.toString().endsWith(".md") && !page.equals(INDEX)))
                    .isNotEmpty()
                    .isSubsetOf(known);
        }
    }

    @Test
    void theDetailsThatAreNamedAreThoseThatAreSent() throws IOException {
        Set<String> sent = Arrays.stream(Reason.values()).map(Reason::detail).collect(Collectors.toSet());
        List<String> rows = Files.readString(Path.of("docs/caching.md"))
                .lines()
                .filter(line -> line.startsWith("| `Weir;"))
                .toList();
        assertThat(rows.stream().flatMap(row -> DETAIL.matcher(row).results()).map(found -> found.group(1)))
                .hasSizeGreaterThan(5)
                .isSubsetOf(sent);
        assertThat(rows.stream()
                        .filter(row -> row.contains(" why: "))
                        .flatMap(row -> CODE.matcher(row.substring(row.indexOf(" why: ")))
                                .results())
                        .map(found -> found.group(1)))
                .isNotEmpty()
                .isSubsetOf(sent);
    }

    @Test
    void theReadmeNamesEveryExample() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        try (Stream<Path> examples = Files.list(Path.of("examples"))) {
            assertThat(examples.map(Path::toString).filter(file -> file.endsWith(".java")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(readme).contains(file));
        }
    }

    private static boolean isOutside(String target) {
        return target.startsWith("https://") || target.startsWith("http://");
    }

    private static boolean leadsSomewhere(Path document, String target) throws IOException {
        String path = withoutAnchor(target);
        Path file = path.isEmpty() ? document : document.resolveSibling(path).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        int anchor = target.indexOf('#');
        return anchor < 0 || headings(file).contains(target.substring(anchor + 1));
    }

    private static String withoutAnchor(String target) {
        int anchor = target.indexOf('#');
        return anchor < 0 ? target : target.substring(0, anchor);
    }

    private static List<String> links(Path document) throws IOException {
        Matcher matcher = LINK.matcher(text(document));
        return matcher.results().map(result -> result.group(1)).toList();
    }

    /** The anchors that a forge makes of a document's headings. */
    private static Set<String> headings(Path document) throws IOException {
        return HEADING.matcher(text(document))
                .results()
                .map(result -> result.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String text(Path document) throws IOException {
        return FENCED.matcher(Files.readString(document)).replaceAll("");
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
