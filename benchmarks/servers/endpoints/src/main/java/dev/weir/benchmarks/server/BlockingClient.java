package dev.weir.benchmarks.server;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

/**
 * Apache's HttpClient as the blocking servers have it: the connections are kept, there is one for each thread that may
 * ask, and what nobody needs here (cookies, redirects, retries, decompression) is off.
 */
public final class BlockingClient {
    private final CloseableHttpClient client;
    private final HttpHost origin;

    public BlockingClient(int originPort, int connections) {
        PoolingHttpClientConnectionManager manager = PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(manager)
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
        this.origin = new HttpHost("http", "127.0.0.1", originPort);
    }

    /** Asks the origin and waits; fails where its answer is not what it should be. */
    public byte[] get() throws IOException {
        return client.execute(origin, new HttpGet("/"), response -> {
            byte[] content = EntityUtils.toByteArray(response.getEntity());
            if (response.getCode() != 200 || content.length != Endpoints.WAIT_BYTES) {
                throw new IOException("the origin answered " + response.getCode() + " with " + content.length + " bytes");
            }
            return content;
        });
    }
}
