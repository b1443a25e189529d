package dev.weir.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.StructuredWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 9211 §2. */
class ReasonTest {

    private static final Set<String> FORWARD =
            Set.of("bypass", "method", "uri-miss", "vary-miss", "miss", "request", "stale", "partial");

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonCanStandInCacheStatusAndNamesItsSection(Reason reason) {
        assertThat(reason.detail()).matches(StructuredWriter::isToken);
        assertThat(reason.section()).matches("RFC (9111|9110|5861|6585|8246) §[0-9]+(\\.[0-9]+)*");
    }

    @ParameterizedTest
    @EnumSource(Reason.Word.class)
    void everyWordIsOneOfCacheStatus(Reason.Word word) {
        assertThat(word.isForward()).isEqualTo(FORWARD.contains(word.toString()));
        if (!word.isForward()) {
            assertThat(word.toString()).isIn("hit", "stored", "");
        }
    }

    @Test
    void detailsTellReasonsApart() {
        Set<String> details = new HashSet<>();
        Arrays.stream(Reason.values())
                .forEach(reason -> assertThat(details.add(reason.detail()))
                        .as(reason.name())
                        .isTrue());
    }
}
