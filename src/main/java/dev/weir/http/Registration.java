package dev.weir.http;

/** What was asked to be called later, and can be called off. */
@FunctionalInterface
public interface Registration {

    /** Nothing is registered, so nothing is called off. */
    Registration NONE = () -> {};

    /** Calls it off. Does nothing where it has run, or was called off before. */
    void remove();
}
