package dev.weir.benchmarks.servers;

/** How a server comes by its answers. */
public enum Family {
    ASYNCHRONOUS("asynchronous"),
    POOL("blocking, pool of threads"),
    VIRTUAL("blocking, virtual threads"),
    CACHE("cache");

    private final String title;

    Family(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
