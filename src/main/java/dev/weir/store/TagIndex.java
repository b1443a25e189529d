package dev.weir.store;

import dev.weir.policy.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which entries have a tag. An entry without tags is not in here and costs nothing; one with tags is in a linked list for
 * each of them, which it leaves when it is dropped.
 */
final class TagIndex {
    /** What a tag of an entry takes beside its text, where no other entry has it: a link, a name, a place in the table. */
    static final int TAG_OVERHEAD = 160;

    static final Member[] NONE = {};

    /** An entry's place among those with one tag. Its neighbours are read and changed within the tag's place in the table. */
    static final class Member {
        private final Entry entry;
        /** The one text that all members share. */
        private final String tag;

        private @Nullable Member newer;
        private @Nullable Member older;

        private Member(Entry entry, String tag, @Nullable Member older) {
            this.entry = entry;
            this.tag = older == null ? tag : older.tag;
            this.older = older;
            if (older != null) {
                older.newer = this;
            }
        }
    }

    private final ConcurrentHashMap<String, Member> newest = new ConcurrentHashMap<>();

    /** Adds an entry that has just been stored. */
    void add(Entry entry) {
        List<String> tags = Tags.of(entry.head().fields());
        if (tags.isEmpty()) {
            return;
        }
        Member[] members = new Member[tags.size()];
        for (int i = 0; i < members.length; i++) {
            members[i] = newest.compute(tags.get(i), (tag, there) -> new Member(entry, tag, there));
        }
        entry.index(members);
    }

    /** Removes an entry that is stored no more. */
    void remove(Entry entry) {
        for (Member member : entry.indexed()) {
            newest.computeIfPresent(member.tag, (tag, first) -> without(member, first));
        }
        entry.index(NONE);
    }

    private static @Nullable Member without(Member member, Member first) {
        Member newer = member.newer;
        Member older = member.older;
        if (older != null) {
            older.newer = newer;
        }
        if (newer == null) {
            return older;
        }
        newer.older = older;
        return first;
    }

    /** The entries with that tag now. */
    List<Entry> tagged(String tag) {
        List<Entry> entries = new ArrayList<>();
        newest.computeIfPresent(tag, (name, first) -> {
            for (Member member = first; member != null; member = member.older) {
                entries.add(member.entry);
            }
            return first;
        });
        return entries;
    }
}
