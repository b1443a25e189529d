package dev.weir.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that only the sources show. */
class SourcesTest {

    private static final int MOST_LINES = 400;
    private static final Pattern NUMBER_OF_AN_RFC = Pattern.compile("(?i)rfc_?[0-9]{3,5}");

    @Test
    void filesAreReadAtOneSitting() throws IOException {
        assertThat(lines(sources("src", "examples")))
                .allSatisfy((file, count) ->
                        assertThat(count).as("lines of %s", file).isLessThanOrEqualTo(MOST_LINES));
    }

    @Test
    void theMedianOfTheSourceFilesIsShort() throws IOException {
        List<Integer> lengths =
                lines(sources("src/main")).values().stream().sorted().toList();
        assertThat(lengths.get(lengths.size() / 2)).isBetween(30, 115);
    }

    @Test
    void examplesAreTwentyToSixtyLinesLong() throws IOException {
        assertThat(lines(sources("examples")))
                .isNotEmpty()
                .allSatisfy((file, count) ->
                        assertThat(count).as("lines of %s", file).isBetween(20, 60));
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        List<Path> packages = sources("src").stream()
                .map(Path::getParent)
                .distinct()
                .filter(directory -> !directory.endsWith("META-INF"))
                .toList();
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(directory -> assertThat(marked(directory))
                        .as("%s or its twin in src/main has a package-info.java with @NullMarked", directory)
                        .isTrue());
    }

    @Test
    void noNameHasTheNumberOfAnRfcInIt() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources("src", "examples")) {
            Matcher matcher = NUMBER_OF_AN_RFC.matcher(file.getFileName().toString());
            if (matcher.find()) {
                found.add(file.toString());
            }
        }
        assertThat(found).isEmpty();
    }

    private static boolean marked(Path directory) throws IOException {
        Path twin = Path.of(directory.toString().replace("src/test/java", "src/main/java"));
        for (Path place : List.of(directory, twin)) {
            Path info = place.resolve("package-info.java");
            if (Files.exists(info) && Files.readString(info).contains("@NullMarked")) {
                return true;
            }
        }
        return false;
    }

    private static Map<Path, Integer> lines(List<Path> files) throws IOException {
        Map<Path, Integer> lines = new TreeMap<>();
        for (Path file : files) {
            if (!file.endsWith("package-info.java")) {
                lines.put(file, Files.readAllLines(file).size());
            }
        }
        return lines;
    }

    private static List<Path> sources(String... roots) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String root : roots) {
            try (Stream<Path> walk = Files.walk(Path.of(root))) {
                files.addAll(
                        walk.filter(file -> file.toString().endsWith(".java")).collect(Collectors.toList()));
            }
        }
        return files;
    }
}
