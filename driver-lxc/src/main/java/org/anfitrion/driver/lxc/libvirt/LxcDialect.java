package org.anfitrion.driver.lxc.libvirt;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.libvirt.xml.DeviceDefaults;
import org.anfitrion.libvirt.xml.HostFacts;
import org.anfitrion.libvirt.xml.LibvirtDialect;
import org.anfitrion.libvirt.xml.domain.CharacterTarget;
import org.anfitrion.libvirt.xml.domain.DomainClock;
import org.anfitrion.libvirt.xml.domain.DomainConsole;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/**
 * libvirt's XML for containers. What libvirt would let a container share with its host unless told otherwise is not shared:
 * the network, the users, the root of the files.
 *
 * <p>Source: "LXC container driver" in libvirt's documentation, and {@code lxc_container.c}, {@code lxc_driver.c}, 9.0.
 */
final class LxcDialect extends LibvirtDialect {

    private static final DeviceDefaults NOTHING_TO_CHOOSE =
            new DeviceDefaults(DiskBus.VIRTIO, DiskBus.VIRTIO, Optional.empty(), Optional.empty());

    /** Numbers of signals, of Linux: signal(7). */
    private static final int SIGINT = 2;

    private static final int SIGTERM = 15;
    private static final int SIGPWR = 30;

    /**
     * First processes that take SIGPWR for "the power fails" and SIGINT for Ctrl-Alt-Del: init(8), systemd(1), and busybox'.
     * liblxc sends these to every one.
     */
    private static final Set<String> INITS = Set.of("init", "systemd", "runit-init", "openrc-init");

    @Override
    protected void furnish(DomainElement domain, DomainSpec spec, HostFacts.Guest guest, HostFacts host) {
        domain.clockOrNew().setOffset(DomainClock.Offset.UTC);
        domain.setOnPoweroff(DomainElement.OnPoweroff.DESTROY)
                .setOnReboot(DomainElement.OnReboot.RESTART)
                .setOnCrash(DomainElement.OnCrash.DESTROY);
        ownNetwork(domain);
        if (spec.idMap().isEmpty()) {
            root(spec).ifPresent(root -> domain.setIdMap(OwnUsers.of(root, host)));
        }
    }

    private static Optional<FilesystemSpec> root(DomainSpec spec) {
        return spec.filesystems().stream()
                .filter(filesystem -> filesystem.target().equals("/"))
                .findFirst();
    }

    private static void ownNetwork(DomainElement domain) {
        domain.featuresOrNew().setPrivnet(true);
    }

    /** A container that has a card has a network of its own; without the last one it would have the host's. */
    @Override
    protected void settle(Optional<DomainSpec> base, DomainSpec wanted, DomainElement domain) {
        boolean had = base.map(DomainSpec::nics).filter(nics -> !nics.isEmpty()).isPresent();
        if (had && wanted.nics().isEmpty()) {
            ownNetwork(domain);
        }
        if (base.isEmpty() && wanted.consoles().isEmpty()) {
            console(domain);
        }
    }

    /** libvirt starts no container without one. */
    private static void console(DomainElement domain) {
        domain.devicesOrNew()
                .addConsole()
                .setType(DomainConsole.Type.PTY)
                .targetOrNew()
                .setType(CharacterTarget.Type.LXC);
    }

    @Override
    protected Optional<String> refusal(Optional<DomainSpec> base, DomainSpec wanted, DomainElement domain) {
        return LxcRefusals.of(base, wanted);
    }

    @Override
    protected DeviceDefaults deviceDefaults(DomainElement domain, HostFacts host) {
        return NOTHING_TO_CHOOSE;
    }

    @Override
    public Optional<FirstProcess> firstProcess(DomainSpec spec) {
        String program = spec.boot().orElse(null) instanceof Boot.Init first ? first.program() : "/sbin/init";
        boolean init = INITS.contains(program.substring(program.lastIndexOf('/') + 1));
        return Optional.of(
                init
                        ? new FirstProcess(program, SIGPWR, OptionalInt.of(SIGINT))
                        : new FirstProcess(program, SIGTERM, OptionalInt.empty()));
    }

    /** Tells whether files are a directory's of the host. */
    static Optional<String> directory(FilesystemSpec files) {
        return files.source() instanceof FilesystemSource.Directory directory
                ? Optional.of(directory.path())
                : Optional.empty();
    }
}
