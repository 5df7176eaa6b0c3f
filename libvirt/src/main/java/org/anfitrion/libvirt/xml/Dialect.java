package org.anfitrion.libvirt.xml;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Function;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DeviceSpec;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.host.Support;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.storage.VolumeId;

/**
 * What one libvirt driver wants said differently: the translation between a neutral description and that driver's domain
 * XML, in both directions.
 *
 * <p>Stateless and thread-safe. No method talks to a host: what it needs to know of one is in {@link HostFacts}. External
 * entities and document types in what it is given are refused.
 */
public interface Dialect {

    /**
     * Writes a new domain.
     *
     * @param spec what it should be
     * @param host where it should run
     * @return complete domain XML to define or create, with what the description leaves open filled in; without a UUID
     *     unless the description has one
     * @throws org.anfitrion.api.error.InvalidSpecException if the description cannot be meant
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if this backend cannot express it
     */
    String newDomain(DomainSpec spec, HostFacts host);

    /**
     * Reads a domain.
     *
     * @param xml its configuration, or what runs
     * @return the description
     * @throws org.anfitrion.api.error.InvalidSpecException if it is not domain XML
     */
    DomainSpec read(String xml);

    /**
     * Changes a domain's configuration by the difference between two descriptions.
     *
     * @param xml the configuration as it is
     * @param base the description that the change started from
     * @param wanted the description that it should have
     * @param host where it runs
     * @return the configuration with the difference applied and everything else as it was
     * @throws org.anfitrion.api.error.InvalidSpecException if the description cannot be meant
     * @throws org.anfitrion.api.error.UnsupportedCapabilityException if this backend cannot express it
     */
    Edited edit(String xml, DomainSpec base, DomainSpec wanted, HostFacts host);

    /**
     * Returns the same dialect for a backend that has no pools of its own: drives on volumes become drives on their files,
     * and are read back as what they were.
     *
     * @param paths tells where a volume's file is, or throws
     * @return the extended dialect
     */
    Dialect withVolumesAsFiles(Function<VolumeId, String> paths);

    /**
     * Reads only who a domain is.
     *
     * @param xml any domain XML
     * @return its name, and its UUID if it says one
     * @throws org.anfitrion.api.error.InvalidSpecException if it is not domain XML, or has no name
     */
    Identity identify(String xml);

    /**
     * Finds the consoles of a running domain, in the order of {@link DomainSpec#consoles()}.
     *
     * @param liveXml what runs
     * @return for each console the name that libvirt opens it by, without characters if it wants none; empty where
     *     libvirt cannot open it as a stream
     */
    List<Optional<String>> consoleAliases(String liveXml);

    /**
     * Finds where the displays of a running domain are seen, in the order of {@link DomainSpec#displays()}.
     *
     * @param liveXml what runs
     * @return where each is
     */
    List<DisplayAddress> displayAddresses(String liveXml);

    /**
     * Writes the device that a display becomes by another password.
     *
     * @param liveXml what runs, with its secrets
     * @param protocol which display
     * @param password what viewers have to know
     * @param until when it ends to hold; empty if never
     * @return the device, otherwise as it is; empty if there is none
     * @throws InvalidStateException if the display was started without one, and so cannot get one any more
     */
    Optional<String> displayWithPassword(
            String liveXml, DisplayProtocol protocol, Password password, Optional<Instant> until);

    /**
     * Finds the part of a domain's XML that is one device.
     *
     * @param xml a configuration, or what runs
     * @param key which device
     * @return its element alone, with all that it says; empty if the domain has no such device
     */
    Optional<String> device(String xml, DeviceKey key);

    /**
     * Says why a device stays where it is while its domain runs.
     *
     * @param device the device, with all that its description left open
     * @return the reason; empty if it can be plugged in and out, as far as this backend knows
     */
    default Optional<String> fixed(DeviceSpec device) {
        return Optional.empty();
    }

    /**
     * Removes from domain XML what changes without anybody changing the configuration: the run's number, the state of
     * channels and of block jobs. Equal results mean that nobody changed anything.
     *
     * @param xml a configuration, or what runs
     * @return what can be compared; not necessarily XML
     */
    String comparable(String xml);

    /**
     * Says what a container's first process understands, which alone can end or restart the container.
     *
     * @param spec the container
     * @return its signals; empty if the guest is asked in libvirt's own way
     */
    default Optional<FirstProcess> firstProcess(DomainSpec spec) {
        return Optional.empty();
    }

    /**
     * Says why a domain is none of the guests, though it is listed among them: Xen's Domain-0 is the host itself.
     *
     * @param domain which
     * @return the reason for which it is neither changed nor stopped; empty if it is a guest
     */
    default Optional<String> ownOfHost(UUID domain) {
        return Optional.empty();
    }

    /**
     * Says what is known of this backend beyond what its libvirt driver tells.
     *
     * @param feature what is asked about
     * @param host where
     * @return the answer; empty leaves it to what the wire knows
     */
    default Optional<Support> support(Feature feature, HostFacts host) {
        return Optional.empty();
    }

    /**
     * A configuration with a difference applied.
     *
     * @param xml the whole configuration
     * @param changes one line for people per change, such as {@code memory: 128 MiB -> 256 MiB}; empty if nothing differs
     */
    record Edited(String xml, List<String> changes) {
        /**
         * Takes a copy of the list.
         *
         * @param xml the whole configuration
         * @param changes one line for people per change, such as {@code memory: 128 MiB -> 256 MiB}; empty if nothing differs
         */
        public Edited {
            changes = List.copyOf(changes);
        }
    }

    /**
     * What a container's first process understands.
     *
     * @param program its name, for messages
     * @param off the number of the signal that asks it to end, such as 15
     * @param restart the number of the signal that asks it to restart; empty if it understands none
     */
    record FirstProcess(String program, int off, OptionalInt restart) {}

    /**
     * Who a domain is.
     *
     * @param name its name
     * @param uuid its UUID; empty if libvirt is to choose one
     */
    record Identity(String name, Optional<UUID> uuid) {}
}
