package org.anfitrion.libvirt.xml;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anfitrion.api.display.DisplayAddress;
import org.anfitrion.api.domain.DeviceKey;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DisplayProtocol;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.secret.Password;
import org.anfitrion.api.storage.VolumeId;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.OsType;

/**
 * What all of libvirt's drivers understand: enough for a driver of last resort, and what the dialects of the others build
 * on. They override {@link #furnish} and {@link #deviceDefaults}.
 *
 * <p>Stateless and thread-safe.
 */
public class LibvirtDialect implements Dialect {

    private static final String WHAT = "domain XML";

    /** The table of the translation, in the order in which it is applied. */
    private static final List<Concern> CONCERNS = List.of(
            new IdentityConcern(),
            new GuestTypeConcern(),
            new OwnerConcern(),
            new MemoryConcern(),
            new MemoryBackingConcern(),
            new CpuConcern(),
            new CpuModelConcern(),
            new CpuTopologyConcern(),
            new NumaConcern(),
            new TuningConcern(),
            new BootConcern(),
            new IdMapConcern(),
            new DiskConcern(),
            new FilesystemConcern(),
            new NicConcern(),
            new ConsoleConcern(),
            new ChannelConcern(),
            new DisplayConcern());

    private static final DeviceDefaults USUAL =
            new DeviceDefaults(DiskBus.VIRTIO, DiskBus.SATA, Optional.of(NicModel.VIRTIO), Optional.empty());

    /** By libvirt's name of its driver: what its hypervisor has, where that is not the usual. */
    private static final Map<String, DeviceDefaults> BY_DRIVER = Map.of(
            "ESX", new DeviceDefaults(DiskBus.SCSI, DiskBus.IDE, Optional.of(NicModel.E1000), Optional.empty()),
            "VMware", new DeviceDefaults(DiskBus.SCSI, DiskBus.IDE, Optional.of(NicModel.E1000), Optional.empty()),
            "Hyper-V", new DeviceDefaults(DiskBus.IDE, DiskBus.IDE, Optional.empty(), Optional.empty()),
            "vz", new DeviceDefaults(DiskBus.SATA, DiskBus.SATA, Optional.of(NicModel.VIRTIO), Optional.empty()));

    /** Creates the dialect. */
    public LibvirtDialect() {}

    @Override
    public final String newDomain(DomainSpec spec, HostFacts host) {
        WayToRun way = WayToRun.best(host, candidates(spec, host), spec).orElseThrow(() -> cannotRun(spec, host));
        DomainElement domain = new DomainElement().setType(new DomainElement.Type(way.domainType()));
        domain.osOrNew()
                .typeOrNew()
                .setArch(new OsType.Arch(way.guest().architecture()))
                .setValue(new OsType.Value(way.guest().osType()));
        furnish(domain, spec, way.guest(), host);
        apply(new Change(domain, null, spec, host, deviceDefaults(domain, host)));
        return OwnXml.print(domain);
    }

    private static DomainElement domain(String xml) {
        return LibvirtXml.parse(DomainElement::new, WHAT, xml);
    }

    private static UnsupportedCapabilityException cannotRun(DomainSpec spec, HostFacts host) {
        String why = spec.guestType()
                .map(wanted -> "guest type " + wanted + ": " + WayToRun.whyNot(host, wanted))
                .orElse("this host's capabilities list no guest that it could run");
        return new UnsupportedCapabilityException(
                Failure.to("describe", "domain '" + spec.name() + "'").because(why));
    }

    @Override
    public final DomainSpec read(String xml) {
        DomainElement domain = domain(xml);
        DomainSpecBuilder spec = DomainSpec.reported(domain.name().orElse(""));
        CONCERNS.forEach(concern -> concern.read(domain, spec));
        return spec.build();
    }

    @Override
    public final Edited edit(String xml, DomainSpec base, DomainSpec wanted, HostFacts host) {
        DomainElement domain = domain(xml);
        List<String> changes = apply(new Change(domain, base, wanted, host, deviceDefaults(domain, host)));
        return new Edited(changes.isEmpty() ? xml : OwnXml.print(domain, xml), changes);
    }

    private List<String> apply(Change change) {
        CONCERNS.forEach(concern -> concern.write(change));
        settle(change.base(), change.wanted(), change.domain());
        refusal(change.base(), change.wanted(), change.domain()).ifPresent(why -> {
            throw change.unsupported("libvirt's " + change.host().driver() + " driver", why);
        });
        return change.lines();
    }

    /**
     * Sets what follows from a description as a whole, once all of it is written.
     *
     * @param base what the domain is; empty for a new one
     * @param wanted what it should be
     * @param domain the domain as it is about to be
     */
    protected void settle(Optional<DomainSpec> base, DomainSpec wanted, DomainElement domain) {
        // nothing follows for a backend that nothing is known of
    }

    /**
     * Says what a driver would take and make nothing of, or fail with at the start.
     *
     * @param base what the domain is; empty for a new one. What it has already is not refused
     * @param wanted what it should be
     * @param domain the domain as it is about to be
     * @return why it cannot be; empty if it can
     */
    protected Optional<String> refusal(Optional<DomainSpec> base, DomainSpec wanted, DomainElement domain) {
        return Optional.empty();
    }

    @Override
    public final Dialect withVolumesAsFiles(Function<VolumeId, String> paths) {
        return new VolumesAsFiles(this, paths);
    }

    @Override
    public final Identity identify(String xml) {
        DomainElement domain = domain(xml);
        String name = domain.name()
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> InvalidSpecException.of(WHAT, xml, "the domain has no name"));
        return new Identity(name, IdentityConcern.uuid(domain.uuid()));
    }

    @Override
    public final List<Optional<String>> consoleAliases(String liveXml) {
        return new ArrayList<>(ConsoleConcern.aliases(domain(liveXml)));
    }

    @Override
    public final List<DisplayAddress> displayAddresses(String liveXml) {
        return LiveDisplays.addresses(domain(liveXml));
    }

    @Override
    public final Optional<String> displayWithPassword(
            String liveXml, DisplayProtocol protocol, Password password, Optional<Instant> until) {
        return LiveDisplays.withPassword(domain(liveXml), protocol, password, until);
    }

    @Override
    public final Optional<String> device(String xml, DeviceKey key) {
        return DevicePart.of(domain(xml), key);
    }

    @Override
    public final String comparable(String xml) {
        return Stillness.of(domain(xml));
    }

    /**
     * Finds what could run a new domain, for what its description says beside the family of guests.
     *
     * @param spec what it should be
     * @param host where it should run
     * @return some or all of what the host can run
     */
    protected List<HostFacts.Guest> candidates(DomainSpec spec, HostFacts host) {
        return host.guests();
    }

    /**
     * Gives a new domain what its users would expect and no description says: a board, timers, controllers. What the
     * description says is written afterwards.
     *
     * @param domain the domain, so far with its type and os type
     * @param spec what it should be
     * @param guest what runs it, as the capabilities list it
     * @param host where it should run
     */
    protected void furnish(DomainElement domain, DomainSpec spec, HostFacts.Guest guest, HostFacts host) {
        // libvirt's own defaults are right for a backend that nothing is known of
    }

    /**
     * Chooses what devices get whose description leaves it open.
     *
     * @param domain the domain that gets a device
     * @param host where it runs
     * @return bus, model and driver
     */
    protected DeviceDefaults deviceDefaults(DomainElement domain, HostFacts host) {
        return BY_DRIVER.getOrDefault(host.driver(), USUAL);
    }
}
