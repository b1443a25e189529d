package dev.weir.fields;

import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What reads quoted strings looks for the end of one that has none once. From each quote anew, it would take up to a minute
 * for texts as long as these, which take milliseconds.
 */
class ManyQuotesTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int LENGTH = 1 << 19;

    private static Named<Consumer<String>> parser(String name, Consumer<String> parser) {
        return Named.of(name, parser);
    }

    static Stream<Arguments> texts() {
        List<String> pieces = List.of("\\\"", "\\\",", "\\\";", "a\\\";\\\",", "a=\\\",");
        return Stream.of(
                        parser("a list", CommaList::members),
                        parser("preferences", Weighted::parse),
                        parser("preferences, strictly", Weighted::strictly),
                        parser("a media type", text -> MediaType.parse("a/b;" + text)),
                        parser("cache directives", CacheControl::parse),
                        parser("Forwarded", text -> ForwardedElement.all(Fields.of("Forwarded", text))))
                .flatMap(parser -> pieces.stream().map(piece -> arguments(parser, piece)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void quotesWithoutAnEndAreReadInTheTimeOfOneLook(Consumer<String> parser, String piece) {
        String text = "\"" + piece.repeat(LENGTH / piece.length());
        assertTimeout(LIMIT, () -> parser.accept(text));
    }
}
