package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.GuestType;

/**
 * What a {@link Dialect} may want to know of a host before it writes domain XML. Read once per session.
 *
 * @param driver libvirt's own name of its driver ({@code virConnectGetType}): {@code QEMU}, {@code Test}, {@code Xen}
 * @param libvirtVersion the version of the libvirt that does the work, as 1,000,000 × major + 1,000 × minor + release
 * @param driverVersion the version of the hypervisor itself, coded the same way; 0 if not told
 * @param architecture the host's processor, such as {@code x86_64}
 * @param guests what can run there, as the capabilities list it
 * @param unusable domain types that are advertised but do not work for unmodified guests, each with the reason: {@code
 *     kvm} on a host whose processor shows neither vmx nor svm
 * @param local whether the host is this machine, so that its files can be looked at
 * @param embedded whether the hypervisor driver lives in this process
 * @param privileged whether the backend acts as root
 */
public record HostFacts(
        String driver,
        long libvirtVersion,
        long driverVersion,
        String architecture,
        List<Guest> guests,
        Map<String, String> unusable,
        boolean local,
        boolean embedded,
        boolean privileged) {

    /**
     * Takes copies of the collections.
     *
     * @param driver libvirt's own name of its driver ({@code virConnectGetType}): {@code QEMU}, {@code Test}, {@code Xen}
     * @param libvirtVersion the version of the libvirt that does the work, as 1,000,000 × major + 1,000 × minor + release
     * @param driverVersion the version of the hypervisor itself, coded the same way; 0 if not told
     * @param architecture the host's processor, such as {@code x86_64}
     * @param guests what can run there, as the capabilities list it
     * @param unusable domain types that are advertised but do not work for unmodified guests, each with the reason: {@code kvm} on a host whose processor shows neither vmx nor svm
     * @param local whether the host is this machine, so that its files can be looked at
     * @param embedded whether the hypervisor driver lives in this process
     * @param privileged whether the backend acts as root
     */
    public HostFacts {
        guests = List.copyOf(guests);
        unusable = Map.copyOf(unusable);
    }

    /**
     * One kind of guest that the host can run.
     *
     * @param osType {@code hvm}, {@code xen}, {@code linux}, {@code xenpvh}, {@code exe}
     * @param architecture the guest's processor
     * @param domainTypes the domain types that run it, in the order of the capabilities
     * @param emulator the device model's path; empty if there is none
     * @param machines the machine types and their aliases ({@code q35}, {@code pc-q35-7.2}); empty if there are none
     */
    public record Guest(
            String osType,
            String architecture,
            List<String> domainTypes,
            Optional<String> emulator,
            List<String> machines) {
        /**
         * Takes copies of the lists.
         *
         * @param osType {@code hvm}, {@code xen}, {@code linux}, {@code xenpvh}, {@code exe}
         * @param architecture the guest's processor
         * @param domainTypes the domain types that run it, in the order of the capabilities
         * @param emulator the device model's path; empty if there is none
         * @param machines the machine types and their aliases ({@code q35}, {@code pc-q35-7.2}); empty if there are none
         */
        public Guest {
            domainTypes = List.copyOf(domainTypes);
            machines = List.copyOf(machines);
        }
    }

    /**
     * Finds the first kind of guest that fits.
     *
     * @param osType the os type of the capabilities
     * @param guestArchitecture the guest's processor
     * @return what can run; empty if nothing fits
     */
    public Optional<Guest> guest(String osType, String guestArchitecture) {
        return guests.stream()
                .filter(guest ->
                        guest.osType().equals(osType) && guest.architecture().equals(guestArchitecture))
                .findFirst();
    }

    /**
     * Tells whether a domain type is advertised and works for unmodified guests.
     *
     * @param domainType such as {@code kvm}
     * @return true if a new domain can have it
     */
    public boolean usable(String domainType) {
        return !unusable.containsKey(domainType)
                && guests.stream().anyMatch(guest -> guest.domainTypes().contains(domainType));
    }

    /**
     * Returns the family of a guest, by what libvirt calls it.
     *
     * @param domainType the domain's type: {@code qemu}, {@code kvm}, {@code xen}, {@code lxc}
     * @param osType its os type: {@code hvm}, {@code xen}, {@code exe}
     * @return the family
     */
    public static GuestType guestType(String domainType, String osType) {
        return switch (osType) {
            case "exe" -> GuestType.OPERATING_SYSTEM;
            case "xen", "linux" -> GuestType.PARAVIRTUAL;
            default -> domainType.equals("qemu") ? GuestType.EMULATED : GuestType.HARDWARE_ASSISTED;
        };
    }
}
