package dev.weir.http;

import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;
import static dev.weir.http.Routes.host;
import static dev.weir.http.Routes.nested;
import static dev.weir.http.Routes.post;
import static dev.weir.http.Routes.prefix;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a table for one host, or below one path, does not take, and who takes it then. */
class TablesInTablesTest {

    private static HttpHandler says(String text) {
        return request -> ok(Response.text(text));
    }

    private static String answer(Routes routes, String method, String target) {
        return Call.call(routes, TestRequest.of(method, target)).text();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/both,host",
        "POST,/both,any",
        "PUT,/both,405 GET HEAD OPTIONS POST",
        "OPTIONS,/both,204 GET HEAD OPTIONS POST",
        "POST,/only,405 GET HEAD OPTIONS",
        "POST,/under/x,any below",
        "POST,/api/x,405 GET HEAD OPTIONS",
        "POST,/api/y,404",
    })
    void aMethodThatNoRouteOfTheHostTakesFallsToThoseForAnyHost(String method, String target, String expected) {
        Routes routes = Routes.of(
                host(
                        "admin.test",
                        get("/both", says("host")),
                        get("/only", says("host")),
                        get("/under/x", says("host")),
                        nested("/api", get("/x", says("host")))),
                post("/both", says("any")),
                post("/api/x", says("any")),
                post("/api/y", says("any")),
                prefix("/under/", says("any below")));
        Call call = Call.call(routes, TestRequest.of(method, target).authority("admin.test"));
        String allow = call.field("Allow");
        String answer = call.status() == 200 ? call.text() : (call.status() + " " + allow.replace(",", "")).strip();
        assertThat(answer).isEqualTo(expected);
    }

    @Test
    void aNestedTableMayHaveAPrefixForAllThatItsRoutesDoNotTake() {
        Routes routes = Routes.of(
                nested("/api", get("/x", says("x")), prefix("/", says("the rest"))), prefix("/", says("origin")));
        assertThat(answer(routes, "GET", "/api/x")).isEqualTo("x");
        assertThat(answer(routes, "GET", "/api/y")).isEqualTo("the rest");
        assertThat(answer(routes, "POST", "/api/x")).isEqualTo("the rest");
        assertThat(answer(routes, "GET", "/y")).isEqualTo("origin");
    }
}
