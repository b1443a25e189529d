package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemorySizeTest {

    private static final long GIBIBYTE = 1L << 30;

    @ParameterizedTest
    @CsvSource({"1024k, 1048576", "256m, 268435456", "256M, 268435456", "2g, 2147483648"})
    void aNumberWithAUnitIsRead(String text, long bytes) {
        assertThat(MemorySize.parse(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "m",
                "256",
                "-1m",
                "1.5g",
                "256mb",
                "1t",
                "lots",
                "0m",
                "1k",
                "99999999999999g",
                "17179869185g"
            })
    void whatElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MemorySize.parse(text));
    }

    @Test
    void theStandardIs256MebibytesOrHalfOfTheHeap() {
        assertThat(MemorySize.standard(4 * GIBIBYTE)).isEqualTo(MemorySize.parse("256m"));
        assertThat(MemorySize.standard(256 << 20)).isEqualTo(MemorySize.parse("128m"));
    }

    @Test
    void whatTheHeapCannotHoldIsRefusedWithAWayOut() {
        MemorySize asked = MemorySize.parse("900m");
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> asked.within(GIBIBYTE))
                .withMessageContaining("does not fit")
                .withMessageContaining("-Xmx1800m");
        assertThat(MemorySize.parse("700m").within(GIBIBYTE)).isEqualTo(MemorySize.parse("700m"));
    }
}
