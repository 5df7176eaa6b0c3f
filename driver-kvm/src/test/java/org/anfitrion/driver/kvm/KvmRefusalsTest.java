package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalInt;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DisplaySpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.api.unit.DataSize;
import org.junit.jupiter.api.Test;

/** What QEMU would fail with at the start is refused before there is a domain. */
class KvmRefusalsTest {

    private static Optional<String> refusal(DomainSpec wanted) {
        return KvmRefusals.of(Optional.empty(), wanted, true);
    }

    private static DomainSpec with(FilesystemSpec filesystem) {
        return DomainSpec.named("web").filesystem(filesystem).build();
    }

    @Test
    void anEmulatedGuestHasNoProcessorOfTheHosts() {
        DomainSpec passthrough =
                DomainSpec.named("web").cpuModel(CpuModel.hostPassthrough()).build();

        assertTrue(refusal(passthrough).isPresent());
        assertEquals(Optional.empty(), KvmRefusals.of(Optional.empty(), passthrough, false));
    }

    @Test
    void aMachineSharesDirectoriesByShortTags() {
        FilesystemSpec shared = FilesystemSpec.directory("/srv", "srv");

        assertEquals(Optional.empty(), refusal(with(shared)));
        assertTrue(
                refusal(with(FilesystemSpec.directory("/srv", "ä".repeat(16)))).isPresent());
        assertTrue(refusal(with(shared.driver("virtiofs").asReadOnly())).isPresent());
        assertTrue(refusal(with(new FilesystemSpec(
                        new FilesystemSource.Temporary(DataSize.mebibytes(1)), "tmp", false, Optional.empty())))
                .isPresent());
    }

    @Test
    void aScreenIsShownByAProtocolThatQemuSpeaks() {
        DisplaySpec rdp = new DisplaySpec(DisplayProtocol.RDP, "127.0.0.1", OptionalInt.empty(), Optional.empty());

        assertTrue(refusal(DomainSpec.named("web").display(rdp).build()).isPresent());
        assertEquals(
                Optional.empty(),
                refusal(DomainSpec.named("web").display(DisplaySpec.vnc()).build()));
    }

    @Test
    void whatADomainHasAlreadyItMayKeep() {
        DomainSpec old = with(FilesystemSpec.directory("/srv", "x".repeat(40)));

        assertEquals(Optional.empty(), KvmRefusals.of(Optional.of(old), old, true));
    }
}
