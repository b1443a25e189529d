package dev.weir.benchmarks.report;

/** What was left out, and the command that would mend it. */
public record Absent(String name, String why) {}
