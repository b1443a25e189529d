package dev.weir.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a request is from and for, as the proxies in front say. */
class BehindProxyTest {
    private static final String PROXY = "10.0.0.5";

    private final HttpHandler echo =
            request -> Response.text(request.scheme() + " " + request.authority() + " " + request.remoteAddress())
                    .with("Left", request.fields().toString().strip())
                    .with("Cache-Control", "max-age=60")
                    .asFuture();
    private final HttpHandler behind = BehindProxy.at(PROXY, "10.0.0.6").around(echo);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.5 | https | WWW.example      | 1.1.1.1                 | https www.example 1.1.1.1",
                "10.0.0.5 | https | www.example:443  | 2001:db8::1             | https www.example 2001:db8::1",
                "10.0.0.5 | https | www.example:         | 1.1.1.1                 | https www.example 1.1.1.1",
                "10.0.0.5 | http  | www.example:443  | 1.1.1.1                 | http www.example:443 1.1.1.1",
                "10.0.0.5 | https | made.up, a       | 9.9.9.9, 1.1.1.1        | https a 1.1.1.1",
                "10.0.0.5 | https | a                | 9.9.9.9, 1.1.1.1, 10.0.0.6 | https a 1.1.1.1",
                "10.0.0.5 | ftp   | a/b              | <script>                | http localhost 10.0.0.5",
                "10.0.0.9 | https | a                | 1.1.1.1                 | http localhost 10.0.0.9",
            })
    void isBelievedOfThem(String peer, String proto, String host, String from, String seen) {
        Call call = Call.call(
                behind,
                TestRequest.get("/")
                        .remoteAddress(peer)
                        .field("X-Forwarded-Proto", proto)
                        .field("X-Forwarded-Host", host)
                        .field("X-Forwarded-For", from));
        assertThat(call.text()).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.5 | for=1.1.1.1;proto=https;host=WWW.example | https www.example 1.1.1.1",
                "10.0.0.5 | For=\"1.1.1.1:4711\";Proto=https | https localhost 1.1.1.1",
                "10.0.0.5 | for=\"[2001:db8::1]:80\";host=\"a:80\" | http a 2001:db8::1",
                "10.0.0.5 | for=9.9.9.9;host=made.up, for=1.1.1.1;host=a, for=10.0.0.6;proto=https | https localhost 1.1.1.1",
                "10.0.0.5 | for=9.9.9.9, for=_hidden;proto=https | https localhost 10.0.0.5",
                "10.0.0.5 | for=unknown | http localhost 10.0.0.5",
                "10.0.0.5 | for=9.9.9.9;x=\", for=\"[2001:db8::1]\" | http localhost 10.0.0.5",
                "10.0.0.5 | for=9.9.9.9;x=\", for=1.1.1.1 | http localhost 1.1.1.1",
                "10.0.0.5 | for=9.9.9.9;for=1.1.1.1 | http localhost 10.0.0.5",
                "10.0.0.5 | for=9.9.9.9, x=\", for=\"[2001:db8::1]\" | http localhost 10.0.0.5",
                "10.0.0.9 | for=1.1.1.1;proto=https | http localhost 10.0.0.9",
            })
    void isBelievedOfThemByForwardedWhereTheyWriteThat(String peer, String forwarded, String seen) {
        HttpHandler byForwarded =
                BehindProxy.at(PROXY, "10.0.0.6").byForwarded().around(echo);
        Call call = Call.call(
                byForwarded,
                TestRequest.get("/")
                        .remoteAddress(peer)
                        .field("Forwarded", forwarded)
                        .field("X-Forwarded-Proto", "https")
                        .field("X-Forwarded-For", "9.9.9.9"));
        assertThat(call.text()).isEqualTo(seen);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.1, false",
        "10.0.0.0/8, ::ffff:10.0.0.1, true",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, 0:0:0:0:0:0:0:1, true",
        "fe80::/10, fe80:0:0:0:0:0:0:1%eth0, true",
        "0.0.0.0/0, 9.9.9.9, true",
        "0.0.0.0/0, ::1, false",
        "10.0.0.5, 10.0.0.50, false",
        "10.0.0.0/8, unknown, false",
        "10.0.0.0/8, '', false",
    })
    void aNetworkIsBelievedAsFarAsItReaches(String network, String peer, boolean believed) {
        Call call = Call.call(
                BehindProxy.at(network).around(echo),
                TestRequest.get("/").remoteAddress(peer).field("X-Forwarded-Proto", "https"));
        assertThat(call.text().startsWith("https ")).isEqualTo(believed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "proxy.example",
                "beef",
                "10.0.0",
                "10.0.0.256",
                "010.0.0.1",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/x",
                "10.0.0.5/8",
                "::g",
                "::/129",
                "1:2",
                "10.0.0.0/-1"
            })
    void whatIsNoAddressOrNetworkIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BehindProxy.at(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void whatTheySayGoesNoFurther() {
        Call call = Call.call(
                behind,
                TestRequest.get("/")
                        .remoteAddress(PROXY)
                        .field("Forwarded", "for=1.1.1.1")
                        .field("X-Forwarded-Port", "1")
                        .field("X-Real-IP", "1.1.1.1")
                        .field("Accept", "text/html"));
        assertThat(call.field("Left")).isEqualTo("Accept: text/html");
    }

    @Test
    void aCacheKeysByIt() {
        HttpHandler cached = BehindProxy.at(PROXY)
                .around(Cache.create(CacheSettings.ofMemory(1 << 20)).around(echo));
        for (String scheme : new String[] {"http", "https"}) {
            TestRequest request = TestRequest.get("/").remoteAddress(PROXY).field("X-Forwarded-Proto", scheme);
            assertThat(Call.call(cached, request).text()).startsWith(scheme + " ");
        }
    }
}
