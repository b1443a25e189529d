package dev.weir.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ToolsTest {
    private static final String WRK = """
            Running 1s test @ http://127.0.0.1:41329/
              1 threads and 64 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency   650.80us  130.71us   5.87ms   92.01%
                Req/Sec    98.25k     4.31k  101.30k    90.00%
              98137 requests in 1.01s, 26.49MB read
            Requests/sec:  97190.79
            """;
    private static final String H2LOAD = """
            Application protocol: h2
            finished in 2.00s, 1234.50 req/s, 1.30MB/s
            requests: 2469 total, 2533 started, 2469 done, 2469 succeeded, 0 failed, 0 errored, 0 timeout
            status codes: 2469 2xx, 0 3xx, 0 4xx, 0 5xx
            traffic: 2.44MB (2556002) total, 19.30KB (19763) headers (space savings 95.96%), 2.41MB (2528256) data
            """;

    @Test
    void wrkTellsRequestsAndSeconds() throws IOException {
        assertThat(Wrk.read("/", WRK)).isEqualTo(new Wrk.Result(98_137, 1.01, 26.49 * (1 << 20)));
    }

    @Test
    void wrkFailsWhereAnAnswerWasNotGood() {
        assertThatThrownBy(() -> Wrk.read("/", WRK + "Non-2xx or 3xx responses: 7\n")).hasMessageContaining("7");
        assertThatThrownBy(() -> Wrk.read("/", WRK + "Socket errors: connect 0, read 3, write 0, timeout 0\n"))
                .hasMessageContaining("read 3");
        assertThatThrownBy(() -> Wrk.read("/", "unable to connect")).hasMessageContaining("unable to connect");
    }

    @Test
    void wrkTellsBytesInWhateverUnit() throws IOException {
        assertThat(Wrk.read("/", WRK.replace("26.49MB", "512.00B")).bytes()).isEqualTo(512);
        assertThat(Wrk.read("/", WRK.replace("26.49MB", "1.50KB")).bytes()).isEqualTo(1_536);
        assertThat(Wrk.read("/", WRK.replace("26.49MB", "1.25GB")).bytes()).isEqualTo(1.25 * (1 << 30));
    }

    @Test
    void contentsThatAreTooShortOrTooLongAreNoResult() throws IOException {
        Wrk.Result result = new Wrk.Result(100, 1, 100 * 10_000 + 50_000);

        assertThat(result.of(10_000, 8)).isEqualTo(result);
        assertThatThrownBy(() -> result.of(11_000, 8)).hasMessageContaining("100 answers of 11000 bytes were 1050000");
        assertThatThrownBy(() -> result.of(5_000, 8)).hasMessageContaining("5000");
    }

    @Test
    void h2loadTellsRequestsAndSeconds() throws IOException {
        assertThat(H2load.read("/", H2LOAD)).isEqualTo(new Wrk.Result(2_469, 2, 2_528_256));
        assertThat(H2load.read("/", H2LOAD.replace("2.00s", "850.00ms")).seconds()).isEqualTo(0.85);
    }

    @Test
    void h2loadFailsWhereAnAnswerWasNotGoodOrItWasNotHttp2() {
        assertThatThrownBy(() -> H2load.read("/", H2LOAD.replace("0 errored", "3 errored")))
                .hasMessageContaining("not every answer");
        assertThatThrownBy(() -> H2load.read("/", H2LOAD.replace("0 5xx", "9 5xx")))
                .hasMessageContaining("not every answer");
        assertThatThrownBy(() -> H2load.read("/", H2LOAD.replace("protocol: h2", "protocol: http/1.1")))
                .hasMessageContaining("failed");
    }
}
