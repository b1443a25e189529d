package dev.weir.fields;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9111 §5.2. */
class CacheControlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "max-age=1 | 1",
                "MAX-AGE=1 | 1",
                "max-age=\"100\" | 100",
                "max-age=0100 | 100",
                "no-transform , max-age=5 | 5",
                ",, max-age=5 ,, | 5",
                "\tmax-age=5\t| 5",
                "x=\"max-age=1\", max-age=2 | 2",
                "x=\"\\\", max-age=1\", max-age=2 | 2",
                "max-age=2147483647 | 2147483647",
                "max-age=2147483648 | 2147483648",
                "max-age=2147483649 | 2147483648",
                "max-age=99999999999999999999999999 | 2147483648",
                // Of two the first counts (§4.2.1), also where it cannot be read.
                "max-age=1, max-age=2 | 1",
                "max-age=2, max-age=1 | 2",
                "max-age=x, max-age=2 | 0",
                // What cannot be read is stale.
                "max-age | 0",
                "max-age= | 0",
                "max-age=\"\" | 0",
                "max-age=-1 | 0",
                "max-age=1.5 | 0",
                "max-age=1s | 0",
                "max-age='1' | 0",
                "max-age=+1 | 0",
                "max-age=1 2 | 0",
                "max-age=1;x | 0",
                "max-age =1 | 0",
                "max-age= 1 | 0",
                "max-age=\"1\"2 | 0",
                "max-age=\"1 | 0",
                "max-age=\"\\1\" | 0",
                "xmax-age=1 | -1",
                "max-agex=1 | -1",
                "maxage=1 | -1",
                "x=max-age=1 | -1",
                "x max-age=1 | -1",
                "=1 | -1",
                " | -1",
            })
    void maxAgeIsReadOrTakenForStale(String value, long expected) {
        assertThat(CacheControl.parse(value == null ? "" : value).maxAge()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no\rstore",
                "no-\u017ftore",
                "no-stor",
                "no-store~",
                "no-storeno-store",
                "\u00ee-store",
                "no\u010dstore"
            })
    void whatOnlyResemblesANameIsNotIt(String value) {
        assertThat(CacheControl.parse(value).noStore()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "NO-STORE", "No-Store", "nO-sTORE", "no-store,", "no-store ", "x,no-store=1"})
    void namesHaveNoCase(String value) {
        assertThat(CacheControl.parse(value).noStore()).isTrue();
    }

    static Stream<Arguments> lifetimesAndWindows() {
        return Stream.of(
                timed("s-maxage", CacheControl::sharedMaxAge, 0, 0),
                timed("max-stale", CacheControl::maxStale, DeltaSeconds.MAX, -1),
                timed("min-fresh", CacheControl::minFresh, DeltaSeconds.MAX, DeltaSeconds.MAX),
                timed("stale-while-revalidate", CacheControl::staleWhileRevalidate, -1, -1),
                timed("stale-if-error", CacheControl::staleIfError, -1, -1));
    }

    private static Arguments timed(String name, ToLongFunction<CacheControl> of, long bare, long bad) {
        return arguments(name, of, bare, bad);
    }

    @ParameterizedTest
    @MethodSource("lifetimesAndWindows")
    void everyDirectiveWithATimeIsReadOrTakenOnTheSafeSide(
            String name, ToLongFunction<CacheControl> of, long bare, long bad) {
        assertThat(of.applyAsLong(CacheControl.NONE)).isEqualTo(CacheControl.ABSENT);
        assertThat(of.applyAsLong(CacheControl.parse(name + "=7"))).isEqualTo(7);
        assertThat(of.applyAsLong(CacheControl.parse(name.toUpperCase(Locale.ROOT) + "=\"7\"")))
                .isEqualTo(7);
        assertThat(of.applyAsLong(CacheControl.parse(name + "=7, " + name + "=8")))
                .isEqualTo(7);
        assertThat(of.applyAsLong(CacheControl.parse(name))).isEqualTo(bare);
        assertThat(of.applyAsLong(CacheControl.parse(name + "=x"))).isEqualTo(bad);
    }

    static Stream<Arguments> flags() {
        return Stream.of(
                flag("no-store", CacheControl::noStore, true),
                flag("no-transform", CacheControl::noTransform, true),
                flag("must-revalidate", CacheControl::mustRevalidate, true),
                flag("proxy-revalidate", CacheControl::proxyRevalidate, true),
                flag("public", CacheControl::isPublic, false),
                flag("must-understand", CacheControl::mustUnderstand, false),
                flag("immutable", CacheControl::immutable, true),
                flag("only-if-cached", CacheControl::onlyIfCached, false));
    }

    private static Arguments flag(String name, Predicate<CacheControl> of, boolean withArgument) {
        return arguments(name, of, withArgument);
    }

    @ParameterizedTest
    @MethodSource("flags")
    void aProhibitionHoldsWithAnArgumentAndAPermissionDoesNotButForImmutable(
            String name, Predicate<CacheControl> of, boolean withArgument) {
        assertThat(CacheControl.NONE).matches(of.negate());
        assertThat(CacheControl.parse(name)).matches(of);
        assertThat(CacheControl.parse("x, " + name + " ,y=1")).matches(of);
        assertThat(CacheControl.parse("x=\"" + name + "\"")).matches(of.negate());
        assertThat(of.test(CacheControl.parse(name + "=1"))).isEqualTo(withArgument);
        assertThat(of.test(CacheControl.parse(name + " x"))).isEqualTo(withArgument);
        flags().map(other -> other.get())
                .filter(other -> !other[0].equals(name))
                .forEach(other ->
                        assertThat(CacheControl.parse((String) other[0])).matches(of.negate()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "D | true | ",
                "D=\"a\" | false | a",
                "D=a | false | a",
                "D=\" a , b \" | false | a b",
                "D=\"a\", D=\"b\" | false | a b",
                "D=\"a\", D | true | a",
                "D, D=\"a\" | true | a",
                "D=\"\" | true | ",
                "D=\",\" | true | ",
                "D=\"a\", D=\"\" | true | a",
                "D= | true | ",
                "D=\"a b\" | true | ",
                "D=\"a\"b | true | ",
            })
    void noCacheAndPrivateHoldForTheWholeUnlessTheyNameFields(String value, boolean whole, String names) {
        List<String> expected = names == null ? List.of() : List.of(names.split(" "));
        CacheControl noCache = CacheControl.parse(value.replace("D", "no-cache"));
        assertThat(noCache.noCache()).isEqualTo(whole);
        assertThat(noCache.noCacheFields()).isEqualTo(expected);
        assertThat(noCache.isPrivate()).isFalse();
        CacheControl isPrivate = CacheControl.parse(value.replace("D", "private"));
        assertThat(isPrivate.isPrivate()).isEqualTo(whole);
        assertThat(isPrivate.privateFields()).isEqualTo(expected);
        assertThat(isPrivate.noCache()).isFalse();
    }

    /** Where the names are copied for each directive, this takes half a minute, else milliseconds. */
    @Test
    void namesInVeryManyDirectivesTakeNoMoreThanTheirLengthIsWorth() {
        String text = "private=\"a\",".repeat(1 << 17);
        assertTimeout(
                Duration.ofSeconds(2),
                () -> assertThat(CacheControl.parse(text).privateFields()).hasSize(1 << 17));
    }

    @Test
    void aQuotedStringWithoutAnEndHidesNothingAndLeavesNothingUsableWithoutValidation() {
        CacheControl control = CacheControl.parse("x=\"a, no-store, max-age=5");
        assertThat(control.noCache()).isTrue();
        assertThat(control.noStore()).isTrue();
        assertThat(control.maxAge()).isEqualTo(5);
        assertThat(CacheControl.parse("private=\"a").isPrivate()).isTrue();
    }

    @Test
    void whatIsNotKnownIsIgnored() {
        CacheControl control =
                CacheControl.parse("Foo, max-age=1, bar=1, baz=\"a\\\"b, no-store\", qux=x no-store, s-maxage=2");
        assertThat(control.noStore()).isFalse();
        assertThat(control.noCache()).isFalse();
        assertThat(control.maxAge()).isEqualTo(1);
        assertThat(control.sharedMaxAge()).isEqualTo(2);
    }

    @Test
    void allLinesCountAndNoOthers() {
        Fields fields = Fields.of("cache-control", "max-age=1", "X", "no-store", "CACHE-CONTROL", "no-cache");
        CacheControl control = CacheControl.of(fields);
        assertThat(control.maxAge()).isEqualTo(1);
        assertThat(control.noCache()).isTrue();
        assertThat(control.noStore()).isFalse();
        assertThat(CacheControl.of(Fields.of("X", "no-store"))).isSameAs(CacheControl.NONE);
        assertThat(CacheControl.of(fields, "X").noStore()).isTrue();
    }
}
