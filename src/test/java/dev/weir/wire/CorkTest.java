package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorkTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path directory;

    @ParameterizedTest
    @CsvSource({"bbr, true", "bbr2, true", "cubic, false", "reno, false", "'', false"})
    void whatBbrSendsIsPaced(String congestionControl, boolean paced) throws IOException {
        Path told = Files.writeString(directory.resolve("tcp_congestion_control"), congestionControl + "\n");
        assertThat(Cork.isPaced(told)).isEqualTo(paced);
    }

    @Test
    void whereTheSystemDoesNotTellNothingIsPaced() {
        assertThat(Cork.isPaced(directory.resolve("none"))).isFalse();
    }
}
