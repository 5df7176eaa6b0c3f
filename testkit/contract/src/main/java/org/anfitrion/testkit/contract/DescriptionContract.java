package org.anfitrion.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DiskDevice;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.HypervisorException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The rules of descriptions: {@code DOM-9}, {@code DOM-10}, {@code DOM-18} and {@code DOM-19}. */
public interface DescriptionContract extends Contract {

    /**
     * What was described is read back.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_9)
    default void aConfigurationSaysWhatWasDescribed(Bench bench) {
        DomainSpec asked = bench.backend().rich(bench.name()).toBuilder()
                .title("a title for people")
                .description("A description\nof two lines; with ünïcode, <tags> & \"quotes\".")
                .build();
        DomainInfo made = bench.define(asked);
        Described<DomainSpec> read = bench.read(made.id());
        assertEquals(View.CONFIG, read.view());
        assertEquals(List.of(), Descriptions.differences(asked, read.spec()), "what was asked for is not what is read");
        assertEquals(made.uuid(), read.spec().uuid(), "the UUID of the row and of the description");
    }

    /**
     * What was read describes the domain completely: reading again says the same.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_9)
    default void aConfigurationReadTwiceIsTheSame(Bench bench) {
        DomainId id = bench.define(bench.backend().rich(bench.name())).id();
        Described<DomainSpec> first = bench.read(id);
        Described<DomainSpec> second = bench.read(id);
        assertAll(
                () -> assertEquals(first.spec(), second.spec(), "the description"),
                () -> assertEquals(first.revision(), second.revision(), "the revision"));
    }

    /**
     * What does not run has no live configuration, and what is not kept has no other.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_10)
    default void aConfigurationThatIsNotThereIsNotReplacedByTheOther(Bench bench) {
        DomainId off = bench.define().id();
        bench.questions()
                .refused(InvalidStateException.class, () -> bench.domains().read(off, View.LIVE));
        DomainId on = bench.shared().id();
        assertEquals(View.LIVE, bench.domains().read(on, View.LIVE).view());
        assertEquals(View.CONFIG, bench.domains().read(on, View.CONFIG).view());
    }

    /**
     * A transient domain has a live configuration only.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_10)
    default void aTransientDomainHasNoConfiguration(Bench bench) {
        DomainSpec spec = bench.spec();
        DomainId id = bench.create(spec, Creation.TRANSIENT).id();
        assertEquals(spec.name(), bench.domains().read(id, View.LIVE).spec().name());
        bench.questions().refused(InvalidStateException.class, () -> bench.read(id));
    }

    /**
     * No name means anything to the backend.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_18)
    default void everyLegalNameComesBackTheSame(Bench bench) {
        String name = bench.name();
        assertAll(strangeNames(name).map(legal -> () -> comesBack(bench, legal)));
    }

    private static Stream<String> strangeNames(String name) {
        return Stream.of(
                "two words " + name,
                "-rf " + name,
                "--" + name,
                "$HOME " + name,
                "$(touch x) " + name,
                "`x` " + name,
                "%s%n%d%% " + name,
                name + "; x",
                name + "|x",
                "*" + name + "?",
                "[" + name + "]{1,2}(x)!",
                "#" + name,
                "~" + name,
                "." + name,
                "@" + name + ":x=y,z+1^",
                "ünïcödé 漢字 🖥 " + name,
                name + "x".repeat(240 - name.length()));
    }

    private static void comesBack(Bench bench, String name) {
        DomainInfo made = bench.define(bench.backend().plain(name));
        assertAll(
                () -> assertEquals(name, made.name(), "in the row of the definition"),
                () -> assertEquals(
                        name,
                        bench.domains()
                                .find(new DomainRef.ByName(name), Set.of())
                                .map(DomainInfo::name)
                                .orElse("nothing"),
                        "looked up by its name"),
                () -> assertEquals(
                        1,
                        bench.domains().list(DomainFilter.all(), Set.of()).stream()
                                .filter(row -> row.name().equals(name))
                                .count(),
                        () -> "in the list: " + name),
                () -> assertEquals(name, bench.read(made.id()).spec().name(), "in the configuration"));
        bench.remove(made.id());
    }

    /**
     * What cannot be described cannot be asked for.
     *
     * @param bench what the test works with
     */
    @Test
    @Checks(Rule.DOM_19)
    default void whatOnlyTheNativeConfigurationCanSayIsRefused(Bench bench) {
        DiskSpec disk = new DiskSpec(
                new DiskSource.Native("strange"),
                DiskDevice.DISK,
                DiskFormat.RAW,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty());
        NicSpec nic = NicSpec.of(new NicSource.Native("strange"));
        Map<String, DomainSpec> specs = Map.of(
                "boot",
                        bench.spec().toBuilder()
                                .boot(new Boot.Native("strange"))
                                .build(),
                "disk", bench.spec().toBuilder().disk(disk).build(),
                "NIC", bench.spec().toBuilder().nic(nic).build(),
                "console",
                        bench.spec().toBuilder()
                                .console(new ConsoleSpec(ConsoleSpec.Type.NATIVE))
                                .build());
        bench.define();
        bench.unaltered(() -> assertAll(specs.entrySet().stream().map(entry -> (Executable) () -> {
            HypervisorException thrown = assertThrows(
                    HypervisorException.class,
                    () -> bench.domains().create(entry.getValue(), Creation.DEFINE, Progress.unwatched()),
                    () -> "a native " + entry.getKey() + " was accepted");
            assertTrue(
                    thrown instanceof UnsupportedCapabilityException || thrown instanceof InvalidSpecException,
                    () -> "a native " + entry.getKey() + " gave " + thrown);
        })));
    }
}
