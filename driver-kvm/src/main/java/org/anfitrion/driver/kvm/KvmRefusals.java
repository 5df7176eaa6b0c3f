package org.anfitrion.driver.kvm;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anfitrion.api.domain.CpuMode;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;

/** What libvirt would take for a QEMU guest, and the start would fail with. Source: libvirt's {@code qemu_validate.c}, 9.0. */
final class KvmRefusals {

    /** QEMU's limits of a mount tag: 9p's, {@code MAX_TAG_LEN}, and virtio-fs', by the virtio specification. */
    private static final int LONGEST_TAG = 31;

    private static final int LONGEST_VIRTIOFS_TAG = 36;

    private KvmRefusals() {}

    /** Finds the first thing that is new in a description and cannot be. */
    static Optional<String> of(Optional<DomainSpec> base, DomainSpec wanted, boolean emulated) {
        return Stream.of(cpu(base, wanted, emulated), displays(base, wanted), filesystems(base, wanted))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> cpu(Optional<DomainSpec> base, DomainSpec wanted, boolean emulated) {
        return wanted.cpuModel()
                .filter(model ->
                        base.flatMap(DomainSpec::cpuModel).filter(model::equals).isEmpty())
                .filter(model -> emulated && model.mode() == CpuMode.HOST_PASSTHROUGH)
                .map(model -> "an emulated guest cannot have the host's own processor");
    }

    private static Optional<String> displays(Optional<DomainSpec> base, DomainSpec wanted) {
        return wanted.displays().stream()
                .filter(display ->
                        !base.map(DomainSpec::displays).orElse(List.of()).contains(display))
                .filter(display -> display.protocol().equals(DisplayProtocol.RDP))
                .map(display -> "it has no display of the protocol " + display.protocol())
                .findFirst();
    }

    private static Optional<String> filesystems(Optional<DomainSpec> base, DomainSpec wanted) {
        return wanted.filesystems().stream()
                .filter(filesystem ->
                        !base.map(DomainSpec::filesystems).orElse(List.of()).contains(filesystem))
                .map(KvmRefusals::filesystem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> filesystem(FilesystemSpec filesystem) {
        boolean virtiofs = filesystem.driver().filter("virtiofs"::equals).isPresent();
        if (!(filesystem.source() instanceof FilesystemSource.Directory)) {
            return Optional.of("filesystem " + filesystem.target() + ": only directories can be shared with a machine");
        }
        if (virtiofs && filesystem.readOnly()) {
            return Optional.of("filesystem " + filesystem.target() + ": virtiofs has no read-only mode");
        }
        int most = virtiofs ? LONGEST_VIRTIOFS_TAG : LONGEST_TAG;
        int length = filesystem.target().getBytes(StandardCharsets.UTF_8).length;
        return length > most
                ? Optional.of("filesystem " + filesystem.target() + ": a tag has at most " + most + " bytes")
                : Optional.empty();
    }
}
