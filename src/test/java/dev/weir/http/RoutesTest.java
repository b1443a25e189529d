package dev.weir.http;

import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.any;
import static dev.weir.http.Routes.delete;
import static dev.weir.http.Routes.fallthrough;
import static dev.weir.http.Routes.get;
import static dev.weir.http.Routes.head;
import static dev.weir.http.Routes.host;
import static dev.weir.http.Routes.nested;
import static dev.weir.http.Routes.options;
import static dev.weir.http.Routes.patch;
import static dev.weir.http.Routes.post;
import static dev.weir.http.Routes.prefix;
import static dev.weir.http.Routes.put;
import static dev.weir.http.Routes.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    private static HttpHandler says(String name) {
        return request -> ok(Response.text(name));
    }

    private static HttpHandler saysParam(String name) {
        return request -> ok(Response.text(name + "=" + request.param(name)));
    }

    private static Call call(Routes routes, String method, String target) {
        return Call.call(routes, TestRequest.of(method, target));
    }

    /** What answers: the handler's name, or the status. */
    private static String answer(Routes routes, String method, String target) {
        Call call = call(routes, method, target);
        return call.status() == 200 ? call.text() : Integer.toString(call.status());
    }

    private static final List<Route> TABLE = List.of(
            get("/", says("root")),
            get("/a", says("a")),
            get("/a/", says("a/")),
            get("/a/b", says("a/b")),
            get("/a/{x}", says("a/x")),
            get("/a/{x}/c", says("a/x/c")),
            get("/a/b/d", says("a/b/d")),
            get("/{y}/c", says("y/c")),
            prefix("/static/", says("static")),
            prefix("/static/deep/", says("deep")),
            get("/static/deep/file", says("file")),
            prefix("/p/{x}/", says("p/x/")),
            prefix("/p/lit/", says("p/lit/")),
            get("/p/{x}/whole", says("p/x/whole")),
            get("/café au lait", says("coffee")));

    @ParameterizedTest
    @CsvSource({
        "/,root",
        "/a,a",
        "/a?q=/a/b,a",
        "/a/,a/",
        "/a/b,a/b",
        "/a/z,a/x",
        "/a/b/c,a/x/c",
        "/a/b/d,a/b/d",
        "/a/c,a/x",
        "/z/c,y/c",
        "/z,404",
        "/a/b/,404",
        "/static,404",
        "/static/,static",
        "/static/x/y/,static",
        "/static//,static",
        "/static/deep,static",
        "/static/deep/,deep",
        "/static/deep/other,deep",
        "/static/deep/file,file",
        "/p/1/anything,p/x/",
        "/p/1/whole,p/x/whole",
        "/p/lit/whole,p/lit/",
        "/caf%C3%A9%20au%20lait,coffee",
        "/%61,a",
    })
    void theMostSpecificRouteWinsWhateverTheOrder(String target, String expected) {
        List<Route> shuffled = new ArrayList<>(TABLE);
        for (int seed = 0; seed < 8; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(answer(Routes.of(shuffled), "GET", target)).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/u/bob,x=bob",
        "/u/a%2Fb,x=a/b",
        "/u/a%2fb?x=c,x=a/b",
        "/u/a;b=c,x=a;b=c",
        "/u/%C3%A9,x=é",
        "/u/100%25,x=100%",
        "/u/a+b,x=a+b",
        "/u/a.b,x=a.b",
        "/u/.a,x=.a",
        "/u/...,x=...",
        "/u/,404",
        "/u//,404",
        "/u/a/,404",
        "//u/a,404",
        "/u/.,400",
        "/u/..,400",
        "/u/%2e,400",
        "/u/%2E.,400",
        "/u/.%2e,400",
        "/u/../u/x,400",
        "/nowhere/..,400",
        "/u/%,400",
        "/u/%4,400",
        "/u/%zz,400",
        "/u/%4/1,400",
        "/u/%ff,400",
        "/u/%C3,400",
        "/u/%c0%af,400",
        "/u/x?%zz=..,x=x",
    })
    void aPathIsCutAtRawSlashesAndDecodedThen(String target, String expected) {
        assertThat(answer(Routes.of(get("/u/{x}", saysParam("x"))), "GET", target))
                .isEqualTo(expected);
    }

    @Test
    void anEmptySegmentMatchesOnlyWhereThePatternHasIt() {
        Routes routes = Routes.of(get("/a//b", says("empty")), get("/a/b", says("none")));
        assertThat(answer(routes, "GET", "/a//b")).isEqualTo("empty");
        assertThat(answer(routes, "GET", "/a/b")).isEqualTo("none");
        assertThat(answer(routes, "GET", "/a///b")).isEqualTo("404");
    }

    @Test
    void aPrefixTakesAsItIsWhatIsNotUtf8ButNoDotsAndNoBadPercents() {
        Routes routes = Routes.of(prefix("/", says("origin")), get("/{x}", says("x")));
        assertThat(answer(routes, "GET", "/caf%E9")).isEqualTo("origin");
        assertThat(answer(routes, "GET", "/a/%2e%2e/b")).isEqualTo("400");
        assertThat(answer(routes, "GET", "/a/%g0")).isEqualTo("400");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/r,get",
        "HEAD,/r,get",
        "POST,/r,post",
        "DELETE,/r,405",
        "get,/r,405",
        "DELETE,/r/x,405",
        "DELETE,/r/y,delete y",
        "POST,/any,any",
        "GET,/any,get any",
        "HEAD,/any,get any",
        "OPTIONS,/any,any",
        "HEAD,/headed,head",
        "HEAD,/posted,405",
        "OPTIONS,/optioned,options",
        "PUT,/puts,put",
        "PATCH,/puts,patch",
        "PURGE,/puts,purge",
        "POST,/front/page,origin",
        "OPTIONS,/front/page,origin",
        "HEAD,/front/page,page",
        "POST,/front/sub/page,origin",
    })
    void thePathDecidesFirstThenTheMethod(String method, String target, String expected) {
        Routes routes = Routes.of(
                get("/r", says("get")),
                post("/r", says("post")),
                get("/r/x", says("get x")),
                delete("/r/{y}", says("delete y")),
                any("/any", says("any")),
                get("/any", says("get any")),
                get("/headed", says("get")),
                head("/headed", says("head")),
                post("/posted", says("post")),
                options("/optioned", says("options")),
                put("/puts", says("put")),
                patch("/puts", says("patch")),
                route("PURGE", "/puts", says("purge")),
                get("/front/page", says("page")),
                get("/front/sub/page", says("page")),
                prefix("/front/", says("origin")));
        assertThat(answer(routes, method, target)).isEqualTo(expected);
    }

    @Test
    void aMethodThatIsNotTakenIsRefusedWithThoseThatAre() {
        Routes routes = Routes.of(get("/r", says("get")), post("/r", says("post")), delete("/d", says("delete")));
        assertThat(call(routes, "PUT", "/r").field("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(call(routes, "PUT", "/r").text()).contains("\"status\":405", "GET, HEAD, OPTIONS, POST");
        assertThat(call(routes, "GET", "/d").field("Allow")).isEqualTo("DELETE, OPTIONS");
        assertThat(call(routes, "OPTIONS", "/r").status()).isEqualTo(204);
        assertThat(call(routes, "OPTIONS", "/r").field("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
        assertThat(call(routes, "OPTIONS", "*").status()).isEqualTo(204);
        assertThat(call(routes, "OPTIONS", "*").field("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, POST");
        assertThat(call(routes, "OPTIONS", "/none").status()).isEqualTo(404);
    }

    @Test
    void whatIsNotAPathIsRefused() {
        Routes routes = Routes.of(prefix("/", says("all")));
        assertThat(answer(routes, "GET", "*")).isEqualTo("400");
        assertThat(answer(routes, "CONNECT", "example.com:443")).isEqualTo("501");
    }

    @Test
    void getsHandlerSeesThatHeadWasAsked() {
        Routes routes = Routes.of(get("/", request -> ok(Response.text(request.method()))));
        assertThat(call(routes, "HEAD", "/").text()).isEqualTo("HEAD");
    }

    @ParameterizedTest
    @CsvSource({
        "api.example.com,/,api root",
        "api.example.com:8443,/,api root",
        "api.example.com,/lit,api x",
        "api.example.com,/a/b,any a/b",
        "example.com,/lit,lit",
        "example.com,/,404",
        "[::1]:80,/v6,six",
        "[::1],/v6,six",
        "'',/lit,lit",
    })
    void aHostsRoutesComeBeforeThoseForAnyHost(String authority, String target, String expected) {
        Routes routes = Routes.of(
                get("/lit", says("lit")),
                host("API.example.com", get("/", says("api root")), get("/{x}", says("api x"))),
                host("[::1]", get("/v6", says("six"))),
                get("/a/b", says("any a/b")));
        Call call = Call.call(routes, TestRequest.get(target).authority(authority));
        assertThat(call.status() == 200 ? call.text() : "" + call.status()).isEqualTo(expected);
    }

    @Test
    void aNestedTableKeepsWhatIsBelowItToItself() {
        Routes routes = Routes.of(
                nested("/api", get("", says("api")), get("/users/{id}", saysParam("id"))), prefix("/", says("origin")));
        assertThat(answer(routes, "GET", "/api")).isEqualTo("api");
        assertThat(answer(routes, "GET", "/api/users/7")).isEqualTo("id=7");
        assertThat(answer(routes, "GET", "/api/other")).isEqualTo("404");
        assertThat(answer(routes, "OPTIONS", "/api/other")).isEqualTo("404");
        assertThat(answer(routes, "DELETE", "/api/users/7")).isEqualTo("405");
        assertThat(answer(routes, "GET", "/apis")).isEqualTo("origin");
    }

    @Test
    void aFallingThroughTableDoesNot() {
        Routes routes =
                Routes.of(fallthrough("/api/", get("/users/{id}", saysParam("id"))), prefix("/", says("origin")));
        assertThat(answer(routes, "GET", "/api/users/7")).isEqualTo("id=7");
        assertThat(answer(routes, "GET", "/api/other")).isEqualTo("origin");
        assertThat(answer(routes, "DELETE", "/api/users/7")).isEqualTo("origin");
    }

    @Test
    void parametersOfTablesFurtherOutAreKept() {
        Routes inner =
                Routes.of(get("/o/{a}/i/{b}", request -> ok(Response.text(request.param("org") + request.param("b")))));
        Routes routes = Routes.of(
                prefix("/o/{org}/", inner),
                nested("/n/{x}", get("/{y}", request -> ok(Response.text(request.param("x") + request.param("y"))))));
        assertThat(answer(routes, "GET", "/o/1/i/2")).isEqualTo("12");
        assertThat(answer(routes, "GET", "/n/1/2")).isEqualTo("12");
    }

    @Test
    void theRouteIsNotedInTheScope() {
        TestScope scope = TestScope.create();
        Call.call(
                Routes.of(host("h", get("/a/{x}", says("")))),
                TestRequest.get("/a/1").authority("h").scope(scope));
        assertThat(scope.route()).isEqualTo("h/a/{x}");
    }

    @Test
    void aParameterThatTheRouteHasNotNamesTheRoute() {
        Call call = call(Routes.of(get("/a/{x}", request -> ok(Response.text(request.param("y"))))), "GET", "/a/1");
        assertThat(call.status()).isEqualTo(500);
        assertThat(call.failure()).get().asString().contains("'/a/{x}' has no {y}, only [x]");
    }

    @Test
    void ofTwoRoutesForTheSameRequestsTheSecondIsRefusedAndBothAreNamed() {
        assertRefused(get("/u/{id}", says("")), get("/u/{name}", says("")), "GET /u/{name}", "GET /u/{id}");
        assertRefused(get("/u", says("")), get("/u", says("")), "GET /u");
        assertRefused(any("/u", says("")), any("/u", says("")), "any /u");
        assertRefused(prefix("/u/", says("")), prefix("/u/", says("")), "prefix /u/");
        assertRefused(prefix("/{a}/", says("")), prefix("/{b}/", says("")), "prefix /{a}/", "prefix /{b}/");
        assertRefused(nested("/u", get("/x", says(""))), prefix("/u/", says("")), "nested /u/", "prefix /u/");
        assertRefused(prefix("/u/", says("")), nested("/u", get("/x", says(""))), "nested /u/", "prefix /u/");
        assertRefused(nested("/u", get("/x", says(""))), get("/u/x", says("")), "GET /u/x");
        assertRefused(host("h", get("/", says(""))), host("H", get("/", says(""))), "GET h/");
    }

    private static void assertRefused(Route first, Route second, String... named) {
        assertThatThrownBy(() -> Routes.of(first, second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(named)
                .hasMessageContaining("can never be reached")
                .hasMessageMatching(".*\\(RoutesTest.java:\\d+\\).*\\(RoutesTest.java:\\d+\\).*");
    }

    @Test
    void routesThatShareAPathButNotTheirRequestsAreTaken() {
        assertThat(Routes.of(
                        get("/u/{id}", says("")),
                        post("/u/{name}", says("")),
                        any("/u/{any}", says("")),
                        prefix("/u/", says("")),
                        nested("/n", get("/x", says(""))),
                        nested("/n", get("/y", says(""))),
                        host("h", get("/u/{id}", says("")))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "/a?b",
                "/a#b",
                "/{",
                "/{}",
                "/a{x}",
                "/{x}.txt",
                "/{x}/{x}",
                "/*",
                "/a/**",
                "/.",
                "/../a",
                "/%41",
                "/{a b}"
            })
    void aPatternThatNoPathCouldMatchIsRefused(String pattern) {
        assertThatThrownBy(() -> Routes.of(get(pattern, says("")))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsNoPrefixHostOrMethodIsRefused() {
        assertThatThrownBy(() -> prefix("/a", says(""))).hasMessageContaining("'/a'");
        assertThatThrownBy(() -> host("a:80", get("/", says("")))).hasMessageContaining("'a:80'");
        assertThatThrownBy(() -> host("*.a", get("/", says("")))).hasMessageContaining("'*.a'");
        assertThatThrownBy(() -> route("G T", "/", says(""))).hasMessageContaining("'G T'");
        assertThatThrownBy(() -> route("CONNECT", "/", says("")))
                .hasMessageContaining("RFC 9110 §9.3.6")
                .hasMessageContaining("around the table");
        assertThatThrownBy(() -> host("a", host("b", get("/", says(""))))).hasMessageContaining("b in a");
    }

    @Test
    void theTableIsPrinted() {
        String printed = Routes.of(
                        prefix("/static/", says("")),
                        post("/a", says("")),
                        get("/a", says("")),
                        any("/{x}", says("")),
                        host("h", get("/z", says(""))))
                .toString();
        assertThat(printed.lines().map(line -> line.replaceAll(" +", " ").replaceAll(":\\d+", "")))
                .containsExactly(
                        "GET /a RoutesTest.java",
                        "POST /a RoutesTest.java",
                        "* /static/… RoutesTest.java",
                        "* /{x} RoutesTest.java",
                        "GET h/z RoutesTest.java");
    }

    @Test
    void tenThousandRoutesAreAllFound() {
        List<Route> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            many.add(get("/v1/shared/" + i + "/{id}/x", says("r" + i)));
        }
        Routes routes = Routes.of(many);
        for (int i = 0; i < 10_000; i += 7) {
            assertThat(answer(routes, "GET", "/v1/shared/" + i + "/42/x")).isEqualTo("r" + i);
        }
        assertThat(answer(routes, "GET", "/v1/shared/10000/42/x")).isEqualTo("404");
    }
}
