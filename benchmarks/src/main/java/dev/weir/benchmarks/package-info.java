/** What Weir costs beside others: servers in processes of their own, measured in turns in one run. */
package dev.weir.benchmarks;
