package org.anfitrion.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.libvirt.xml.HostFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a host can run is read from its capabilities. */
class CapabilitiesTest {

    private static Capabilities read(String name) throws IOException {
        try (InputStream stream = CapabilitiesTest.class.getResourceAsStream(name)) {
            return Capabilities.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theHostOfQemuIsRead() throws IOException {
        Capabilities qemu = read("capabilities-qemu.xml");
        assertEquals(Optional.of("4dea22b3-1d52-d8f3-2516-782e98ab3fa0"), qemu.hostUuid());
        assertEquals("x86_64", qemu.architecture());
        assertEquals("Intel", qemu.cpuVendor());
        assertEquals("Cascadelake-Server-noTSX", qemu.cpuModel());
        assertTrue(qemu.cpuFeatures().contains("hypervisor"));
        assertFalse(qemu.cpuFeatures().contains("vmx"));
    }

    @ParameterizedTest
    @CsvSource({
        "Intel, Cascadelake-Server, hypervisor, true",
        "Intel, Cascadelake-Server, vmx, false",
        "AMD, kvm64, hypervisor, true",
        "AMD, kvm64, svm, false",
        "AMD, EPYC-Milan, hypervisor, false",
        "Hygon, Dhyana, hypervisor, false",
        "AMD, Opteron_G1, hypervisor, true",
        "other, unknown, hypervisor, false"
    })
    void whatAProcessorLacksForGuestsIsSeen(String vendor, String model, String feature, boolean lacks) {
        assertEquals(
                lacks,
                new Capabilities(Optional.empty(), "x86_64", vendor, model, Set.of(feature), List.of())
                        .lacksHardwareHelp());
    }

    @Test
    void theGuestsOfQemuAreRead() throws IOException {
        List<HostFacts.Guest> guests = read("capabilities-qemu.xml").guests();
        assertEquals(
                List.of("i686", "x86_64"),
                guests.stream().map(HostFacts.Guest::architecture).toList());
        HostFacts.Guest guest = guests.get(1);
        assertEquals("hvm", guest.osType());
        assertEquals(List.of("qemu", "kvm"), guest.domainTypes());
        assertEquals(Optional.of("/usr/bin/qemu-system-x86_64"), guest.emulator());
        assertTrue(
                guest.machines().containsAll(List.of("q35", "pc-q35-7.2", "pc", "microvm")),
                guest.machines()::toString);
    }

    @Test
    void aHostWithoutUuidIsRead() throws IOException {
        Capabilities test = read("capabilities-test.xml");
        assertTrue(test.hostUuid().isEmpty());
        assertEquals("i686", test.architecture());
        assertEquals(List.of("test"), test.guests().get(0).domainTypes());
    }

    @Test
    void aDocumentTypeIsNotFollowed() {
        String evil =
                "<!DOCTYPE c [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><capabilities><host><uuid>&x;</uuid></host>"
                        + "</capabilities>";
        assertThrows(BackendFailureException.class, () -> Capabilities.parse(evil));
    }

    @Test
    void whatIsNotXmlIsABackendFailure() {
        assertThrows(BackendFailureException.class, () -> Capabilities.parse("<capabilities>"));
    }
}
