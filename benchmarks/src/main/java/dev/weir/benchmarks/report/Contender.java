package dev.weir.benchmarks.report;

import dev.weir.benchmarks.servers.Family;

/** A server that took part, and as what. */
public record Contender(String name, Family family, String version, String java, String settings) {}
