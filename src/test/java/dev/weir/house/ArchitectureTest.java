package dev.weir.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The arrows between the rooms, and the rules that hold everywhere, as ARCHITECTURE.md states them. */
@TestInstance(Lifecycle.PER_CLASS)
class ArchitectureTest {

    private static final String ROOT = "dev.weir";

    /** Each room, and the rooms that it may know. A room that is not here is refused. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("fields", Set.of()),
            Map.entry("policy", Set.of("fields")),
            Map.entry("config", Set.of("policy")),
            Map.entry("store", Set.of("policy", "fields")),
            Map.entry("http", Set.of("fields")),
            Map.entry("edge", Set.of()),
            Map.entry("wire", Set.of("edge", "http", "fields")),
            Map.entry("testkit", Set.of("http", "fields")),
            Map.entry("filter", Set.of("http", "fields")),
            Map.entry("origin", Set.of("wire", "http", "fields")),
            Map.entry("cache", Set.of("http", "store", "policy", "fields")),
            Map.entry("admin", Set.of("cache", "http", "fields")),
            Map.entry("web", Set.of("wire", "http", "fields")),
            Map.entry("server", Set.of("wire", "edge", "http", "fields")),
            Map.entry("", Set.of("server", "wire", "http", "fields")),
            Map.entry(
                    "cli",
                    Set.of(
                            "", "server", "wire", "edge", "cache", "origin", "filter", "admin", "config", "policy",
                            "store", "http", "fields")));

    /** Where a library's SPI or its only way in is an internal type of Vert.x or Netty; each says why at the spot. */
    private static final Set<String> KNOWN_USES_OF_INTERNALS = Set.of("dev.weir.http.ScopedWebClient");

    /** Where a library hands nothing through from the one end of it that we hold to the other. */
    private static final Set<String> KNOWN_STATICS = Set.of("dev.weir.http.ScopedWebClient");

    private JavaClasses weir = new ClassFileImporter().importClasses();

    @BeforeAll
    void readTheClasses() {
        weir = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
    }

    @Test
    void everyRoomIsOnThePlan() {
        Set<String> rooms = weir.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
        assertThat(ARROWS.keySet()).containsAll(rooms);
    }

    @TestFactory
    Stream<DynamicTest> arrowsPointDown() {
        return weir.stream().map(ArchitectureTest::room).distinct().sorted().map(room -> {
            String[] allowed = Stream.concat(Stream.of(room), ARROWS.getOrDefault(room, Set.of()).stream())
                    .map(ArchitectureTest::packageOf)
                    .toArray(String[]::new);
            return DynamicTest.dynamicTest(
                    room.isEmpty() ? ROOT : room,
                    () -> classes()
                            .that()
                            .resideInAPackage(packageOf(room))
                            .should()
                            .onlyDependOnClassesThat(
                                    not(resideInAPackage(ROOT + "..")).or(resideInAnyPackage(allowed)))
                            .check(weir));
        });
    }

    @Test
    void fieldsAndPolicyKnowJavaOnly() {
        classes()
                .that()
                .resideInAnyPackage(packageOf("fields"), packageOf("policy"))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", packageOf("fields"), packageOf("policy"))
                .check(weir);
    }

    @Test
    void internalsOfVertxAndNettyAreUsedInWireOnly() {
        noClasses()
                .that(not(resideInAPackage(packageOf("wire"))).and(not(isOneOf(KNOWN_USES_OF_INTERNALS))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..", "io.netty..")
                .check(weir);
    }

    @Test
    void onlyOneClassReadsAClock() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.weir.http.VertxTime")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .orShould()
                .callConstructor(Date.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(weir);
    }

    @Test
    void nothingStaticChanges() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notHaveModifier(JavaModifier.FINAL)
                .check(weir);
        noFields()
                .that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat(not(isOneOf(KNOWN_STATICS)))
                .should()
                .haveRawType(isMutable())
                .check(weir);
    }

    @Test
    void onlyTheProgramWritesToTheConsole() {
        noClasses()
                .that(not(resideInAPackage(packageOf("cli"))))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(weir);
    }

    private static DescribedPredicate<JavaClass> isOneOf(Set<String> names) {
        return DescribedPredicate.describe("is one of " + names, type -> names.contains(outermost(type)));
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceAll("\\$.*", "");
    }

    /** Types whose very use in a constant is that they change; a table in an array or an EnumMap is not meant. */
    private static DescribedPredicate<JavaClass> isMutable() {
        List<Class<?>> types = List.of(
                AtomicBoolean.class,
                AtomicInteger.class,
                AtomicLong.class,
                AtomicReference.class,
                ConcurrentMap.class,
                ThreadLocal.class,
                StringBuilder.class);
        return DescribedPredicate.describe(
                "changes", type -> types.stream().anyMatch(mutable -> type.isAssignableTo(mutable)));
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
    }

    private static String packageOf(String room) {
        return room.isEmpty() ? ROOT : ROOT + "." + room;
    }
}
