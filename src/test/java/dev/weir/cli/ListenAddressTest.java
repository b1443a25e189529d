package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:8080, 127.0.0.1, 8080, 127.0.0.1:8080",
        "localhost:0,    localhost, 0,    localhost:0",
        "0.0.0.0:65535,  0.0.0.0,   65535, 0.0.0.0:65535",
        "[::1]:80,       ::1,       80,   [::1]:80",
    })
    void aHostAndAPortAreRead(String text, String host, int port, String written) {
        assertThat(ListenAddress.parse(text))
                .isEqualTo(new ListenAddress(host, port))
                .hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({
        "8080,             is not HOST:PORT",
        ":8080,            is not HOST:PORT",
        "localhost:,       is not HOST:PORT",
        "localhost:http,   is not HOST:PORT",
        "localhost:-1,     is not HOST:PORT",
        "localhost:123456, is not HOST:PORT",
        "localhost:65536,  there is no port 65536",
        "::1:8080,         goes in brackets",
    })
    void whatElseIsRefusedWithAReason(String text, String reason) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListenAddress.parse(text))
                .withMessageContaining(reason);
    }
}
