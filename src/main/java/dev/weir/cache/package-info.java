/**
 * The HTTP cache: a filter that answers from what is stored, and the machine that fetches for many at once what is not.
 * The two meet only at the stored response.
 *
 * <p><b>The way of a request.</b> {@code Cache} makes its key; {@code Walk} looks it up, asks the policy, and has
 * {@code Replies} answer it from what is stored, in the form that {@code Coder} keeps; or lets it wait ({@code Waiter}), or
 * go by itself ({@code Passage}), where it was never a question for the cache.
 *
 * <p><b>The way of a fill.</b> {@code Fills} has at most one for a key, a variant and a part. {@code Fill} asks the handler
 * below, and hands what comes to {@code Delivery}, whose {@code Flow} carries a content to all its readers; to
 * {@code Revalidated}, where it is a 304; to {@code HandOver}, where it is for one only; or to {@code Failed}.
 * {@code Admissions} decides whom of those who wait it is for, and {@code DeliveryReplies} what they are told.
 * {@code Completion} and {@code Combine} put parts together.
 *
 * <p><b>Beside them.</b> {@code CacheState} is what all of these share; {@code Lessons} what is remembered of a key,
 * {@code Epochs} what has been invalidated. {@code Purging} and {@code Explain} are what they say. {@code Live} shares a
 * stream that nobody stores: {@code LiveRun} runs it, {@code LiveFlow} is what comes, {@code LiveReader} one of its readers.
 */
@NullMarked
package dev.weir.cache;

import org.jspecify.annotations.NullMarked;
