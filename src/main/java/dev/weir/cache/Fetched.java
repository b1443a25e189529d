package dev.weir.cache;

import dev.weir.fields.Fields;
import dev.weir.http.Response;
import dev.weir.policy.Asked;
import dev.weir.policy.Received;

/**
 * A response that came, with what it was asked for.
 *
 * @param asked the fill's request
 */
record Fetched(Asked asked, Response response, Received received) {

    int status() {
        return response.status();
    }

    Fields fields() {
        return response.fields();
    }
}
