package org.anfitrion.testkit.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeRulesTest {

    private final MemoryHypervisor host = new MemoryHypervisor();
    private final Bench bench = Bench.on(host);
    private final NativeFacet access = bench.session().facet(NativeFacet.class).orElseThrow();

    @Test
    void aDomainReadsAsKeysAndValues() {
        DomainSpec spec = DomainSpec.named("web")
                .uuid(UUID.fromString("2d3f5b1c-6a87-4a0f-9d2e-1b0c5e7f8a90"))
                .description("two\nlines ")
                .disk(DiskSpec.file("/srv/web.qcow2"))
                .nic(NicSpec.network("default").mac("52:54:00:00:00:01"))
                .build();

        assertEquals("""
                name = web
                uuid = 2d3f5b1c-6a87-4a0f-9d2e-1b0c5e7f8a90
                description = two\\nlines\\s
                guest-type = hardware-assisted
                cpus = 1
                cpus-maximum = 1
                memory = 128 MiB
                memory-maximum = 128 MiB
                boot = bios
                boot-order = disk
                [disk]
                source = file /srv/web.qcow2
                device = disk
                format = qcow2
                bus = virtio
                target = vda
                [nic]
                source = network default
                mac = 52:54:00:00:00:01
                model = virtio
                """, bench.config(bench.create(spec, Creation.DEFINE).id()).nativeConfiguration());
    }

    @Test
    void aCopyDefinedNativelyHasTheSameDescription() {
        DomainSpec spec = DomainSpec.named("web")
                .disk(DiskSpec.file("/srv/web.qcow2").serial("a = b"))
                .nic(NicSpec.userMode())
                .build();
        Described<DomainSpec> web =
                bench.config(bench.create(spec, Creation.DEFINE).id());

        DomainId copy = access.define(web.nativeConfiguration()
                        .replace("name = web", "name = copy")
                        .replaceAll("(?m)^uuid = .*\n", ""))
                .id();

        DomainSpec copied = bench.config(copy).spec();
        assertEquals(
                web.spec(),
                copied.toBuilder()
                        .name("web")
                        .uuid(web.spec().uuid().orElseThrow())
                        .build());
    }

    @Test
    void whatTheModelDoesNotKnowKeepsItsPlaceThroughAnUpdate() {
        String text = """
                # written by hand
                name = web
                colour = green
                memory=256 MiB

                [disk]
                source = file /srv/a.img
                cache = none
                [watchdog]
                action = reset
                [disk]
                source = file /srv/b.img
                target = vdx
                discard = unmap
                """;
        DomainId web = access.define(text).id();
        Described<DomainSpec> base = bench.config(web);
        DomainSpec wanted = base.spec().toBuilder()
                .memory(DataSize.mebibytes(512))
                .disks(base.spec().disks().subList(1, 2))
                .build();

        bench.session().domains().update(web, base, wanted, Scope.CONFIG, Progress.unwatched());

        String after = bench.config(web).nativeConfiguration();
        assertEquals(wanted, bench.config(web).spec());
        assertTrue(after.startsWith("# written by hand\nname = web\ncolour = green\nmemory = 512 MiB\n"), after);
        assertTrue(after.contains("[disk]\nsource = file /srv/b.img\ntarget = vdx\ndiscard = unmap\n"), after);
        assertTrue(after.endsWith("[watchdog]\naction = reset\n"), after);
        assertTrue(!after.contains("cache = none"), after);
    }

    @Test
    void aDeviceThatOnlyNativeTextCanExpressSurvivesAnUpdateOfItsNeighbour() {
        DomainId web = access.define("name = web\n[disk]\nsource = rbd pool/image\ntarget = vda\n")
                .id();
        Described<DomainSpec> base = bench.config(web);
        assertEquals(new DiskSource.Native("rbd"), base.spec().disks().get(0).source());
        DomainSpec wanted =
                base.spec().toBuilder().disk(DiskSpec.file("/srv/b.img")).build();

        bench.session().domains().update(web, base, wanted, Scope.CONFIG, Progress.unwatched());

        assertTrue(bench.config(web).nativeConfiguration().contains("source = rbd pool/image\n"));
    }

    @Test
    void definingNativelyNeverReplaces() {
        bench.define("web");

        assertThrows(AlreadyExistsException.class, () -> access.define("name = web\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "memory = 1 GiB",
                "name = a/b",
                "name = web\nnonsense",
                "name = web\nname = again",
                "name = web\ncpus = many",
                "name = web\nmemory = 12 apples",
                "name = web\nuuid = 1-1-1-1-1",
                "name = web\nuuid = x",
                "name = web\ntitle = \\q",
                "name = web\nboot = kernel",
                "name = web\nboot = bios\nboot-order = tape",
                "name = web\nguest-type = operating-system\nboot = bios",
                "name = web\n[disk]\nsource = file relative",
                "name = web\n[disk]\nread-only = perhaps"
            })
    void textThatCannotBeMeantIsRefused(String text) {
        assertThrows(InvalidSpecException.class, () -> access.define(text));
    }

    @Test
    void rawCallsGoToTheChannelsThatThereAreAndNoOther() {
        host.guest("web").onCall(request -> "answer to " + request);
        DomainId web = bench.started("web").id();
        DomainId other = bench.started("other").id();

        assertEquals("ping", access.call(web, "echo", "ping", Bench.soon()));
        assertEquals("answer to ping", access.call(web, "memory", "ping", Bench.soon()));
        assertThrows(BackendFailureException.class, () -> access.call(other, "memory", "ping", Bench.soon()));
        UnsupportedCapabilityException refused =
                assertThrows(UnsupportedCapabilityException.class, () -> access.call(web, "qmp", "ping", Bench.soon()));
        assertTrue(refused.getMessage().contains("only 'echo' and 'memory'"), refused.getMessage());
    }

    @Test
    void rawCallsToADomainThatDoesNotRunAreRefused() {
        DomainId web = bench.define("web").id();

        assertThrows(InvalidStateException.class, () -> access.call(web, "echo", "ping", Bench.soon()));
    }
}
