package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.FixedAuthority;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one client made up must not reach a response that others are given: the request that is sent has the key's URI. */
class FillRequestTest {
    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private static TestRequest lying(TestRequest request) {
        return request.field("Host", "evil")
                .field("X-Forwarded-Host", "evil")
                .field("x-forwarded-proto", "evil")
                .field("X-Forwarded-For", "evil")
                .field("Forwarded", "host=evil")
                .field("X-Real-IP", "evil")
                .field("Surrogate-Capability", "evil=\"ESI/1.0\"");
    }

    @Test
    void whatIsFetchedForAllIsAskedInTheNameOfTheKeyAndOfNothingElse() {
        rig.send(lying(TestRequest.get("/").authority("a")).field("Accept", "text/html"));
        assertThat(rig.asked(0).request.fields())
                .hasToString("Accept: text/html\nHost: a\nSurrogate-Capability: weir=\"Surrogate/1.0\"\n");
        rig.asked(0).answer("x");
    }

    @Test
    void aHeadThatMayFreshenWhatIsStoredIsAskedSoToo() {
        rig.send(lying(TestRequest.head("/")).field("Range", "bytes=0-1"));
        Request head = rig.asked(0).request;
        assertThat(head.method()).isEqualTo("HEAD");
        assertThat(head.fields())
                .hasToString("Range: bytes=0-1\nHost: localhost\nSurrogate-Capability: weir=\"Surrogate/1.0\"\n");
        rig.asked(0).answer(Response.of(200));
    }

    @Test
    void whatIsPassedByKeepsWhatTheClientSaid() {
        rig.send(TestRequest.post("/").field("X-Forwarded-Host", "other"));
        assertThat(rig.asked(0).request.fields()).hasToString("X-Forwarded-Host: other\n");
        rig.asked(0).answer("x");
    }

    @Test
    void underAFixedAuthorityTheOneThatTheClientNamedIsNotToldToAnybody() {
        class Fixed implements HttpHandler, FixedAuthority {
            @Override
            public String authority() {
                return "origin";
            }

            @Override
            public Future<Response> handle(Request request) {
                String said = request.authority() + " " + request.field("Host").orElse("");
                return Response.text(said).with("Cache-Control", "max-age=60").asFuture();
            }
        }
        TestScope scope = TestScope.at(rig.time);
        TestRequest request =
                TestRequest.get("/").authority("evil").field("Host", "evil").scope(scope);
        assertThat(Call.call(rig.cache.around(new Fixed()), request).text()).isEqualTo("origin origin");
        scope.close();
    }
}
