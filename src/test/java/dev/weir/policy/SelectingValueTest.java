package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.AcceptEncoding;
import dev.weir.fields.Fields;
import dev.weir.support.Trials;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9111 §4.1: forms that all values of the same meaning share. */
class SelectingValueTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // order and spelling
                "gzip, deflate, br, zstd | br, deflate, gzip, zstd",
                "br,GZIP , zstd;q=1.000,deflate;q=1 | br, deflate, gzip, zstd",
                ",gzip,, br, | br, gzip",
                "gzip;q=0.80, br;Q=0.9 | br;q=0.9, gzip;q=0.8",
                "x-gzip, x-compress | compress, gzip",
                // what weighs differently differs
                "gzip, br;q=0.5 | gzip, br;q=0.5",
                "gzip;q=0.001 | gzip;q=0.001",
                // what is refused by not being listed needs no naming
                "gzip, br;q=0 | gzip",
                "gzip, br;q=0, *;q=0.5 | gzip, *;q=0.5, br;q=0",
                // identity is accepted unless refused
                "'' | identity",
                "identity | identity",
                "identity;q=0.5 | identity",
                "gzip;q=0 | identity",
                "gzip;q=0, identity | identity",
                "gzip, identity;q=0.5 | gzip, identity;q=0.5",
                "identity;q=0 | identity;q=0",
                "*;q=0 | identity;q=0",
                "identity, *;q=0 | identity",
                "gzip, *;q=0 | gzip, identity;q=0",
                "gzip, identity;q=0 | gzip, identity;q=0",
                "* | *",
                "*, identity;q=0 | *, identity;q=0",
                // what is not by the rules, or says two things, stays as it is
                "br, Gzip;q=2 | br, gzip;q=2",
                "gzip;q=0.5, gzip | gzip;q=0.5, gzip",
                "x-gzip, gzip | x-gzip, gzip",
                "gzip;level=9, br | gzip;level=9, br",
                "gzip;q, br | gzip;q, br",
                "g zip, br | g zip, br",
            })
    void codings(String value, String normal) {
        assertThat(SelectingValue.normalised("accept-encoding", value)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-US,en;q=0.9,de;q=0.8 | en-us, en;q=0.9, de;q=0.8",
                "de;q=0.800 , en;q=0.90, EN-us;q=1.0 | en-us, en;q=0.9, de;q=0.8",
                // the order of equals is the client's
                "en, de | en, de",
                "de, en | de, en",
                "fr;q=0, it;q=0.3, en, de | en, de, it;q=0.3, fr;q=0",
                "en, de;q=0.5 | en, de;q=0.5",
                // odd ones stay
                "de;q=0.1, en;q=.5 | de;q=0.1, en;q=.5",
                "de;q=0.1, en, de | de;q=0.1, en, de",
            })
    void languages(String value, String normal) {
        assertThat(SelectingValue.normalised("accept-language", value)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text/html,application/xml;q=0.9,*/*;q=0.8 | text/html, application/xml;q=0.9, */*;q=0.8",
                "*/*;q=0.80, Text/HTML, application/xml ;q=0.900 | text/html, application/xml;q=0.9, */*;q=0.8",
                "text/a, text/b | text/a, text/b",
                "text/b, text/a | text/b, text/a",
                // parameters: their order and needless quotes mean nothing, their values do
                "text/a;b=\"c\"; A=d | text/a;a=d;b=c",
                "text/a;A=d;b=c | text/a;a=d;b=c",
                "text/a;a=D | text/a;a=D",
                "text/a;a=\"x,y;z\";q=0.5, text/b | text/b, text/a;a=\"x,y;z\";q=0.5",
                "text/a;v=1, text/a;v=2 | text/a;v=1, text/a;v=2",
                // odd ones stay, but for white space around commas
                "text/a;q=0.5;ext=1,text/b | text/a;q=0.5;ext=1, text/b",
                "text/a;q=0.5, * | text/a;q=0.5, *",
                "text/a;q=0.5, text/b, text/a | text/a;q=0.5, text/b, text/a",
                "text/a;q=0.5, text/b;x=\"y | text/a;q=0.5, text/b;x=\"y",
            })
    void types(String value, String normal) {
        assertThat(SelectingValue.normalised("accept", value)).isEqualTo(normal);
    }

    /** What is equal may share: an origin that chooses by the rules chooses something that suits both. */
    @Test
    void theNormalFormSaysWhatTheValueSaidAndIsItsOwn() {
        List<String> codings = List.of("gzip", "BR", "zstd", "identity", "*", "x-gzip", "deflate");
        List<String> weights = List.of("", ";q=0", ";q=0.5", ";q=1.0", ";q=0.500", ";q=x", "; q=0.7");
        Trials.run(20_000, random -> {
            StringBuilder value = new StringBuilder();
            for (int i = random.nextInt(5); i > 0; i--) {
                value.append(value.length() == 0 ? "" : random.nextBoolean() ? "," : " , ")
                        .append(Trials.oneOf(random, codings))
                        .append(Trials.oneOf(random, weights));
            }
            String normal = SelectingValue.normalised("accept-encoding", value.toString());
            assertThat(SelectingValue.normalised("accept-encoding", normal)).isEqualTo(normal);
            for (List<String> available : List.of(
                    List.<String>of(),
                    List.of("gzip"),
                    List.of("br", "gzip"),
                    List.of("zstd"),
                    List.of("zstd", "deflate"))) {
                assertThat(AcceptEncoding.choose(Fields.of("Accept-Encoding", normal), available))
                        .as("%s and %s for %s", value, normal, available)
                        .isEqualTo(AcceptEncoding.choose(Fields.of("Accept-Encoding", value.toString()), available));
            }
        });
    }
}
