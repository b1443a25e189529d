package dev.weir.cache;

/**
 * What a cache has done since it was made, and what it holds now.
 *
 * @param hits requests answered from what is stored, fresh or stale
 * @param misses requests that could not be, and are the cache's business at all: GET and HEAD
 * @param collapsed requests answered by what was being fetched for another
 * @param stored responses stored
 * @param evicted responses dropped for want of room
 * @param staleServed of the answers, those that were stale
 * @param originFetches requests that went down to the handler below
 * @param faults errors inside the cache, after which the request was forwarded as if there were none
 * @param bytesStored bytes of what is stored, all around it included
 * @param bytesReserved of the budget: what is stored, fetched, or still being read
 * @param entries keys that something is stored under
 * @param fills fetches going on now
 * @param waiting requests that wait for, or read from, one of them
 */
public record CacheStats(
        long hits,
        long misses,
        long collapsed,
        long stored,
        long evicted,
        long staleServed,
        long originFetches,
        long faults,
        long bytesStored,
        long bytesReserved,
        long entries,
        int fills,
        int waiting) {}
