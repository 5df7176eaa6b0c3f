package org.anfitrion.api.probe;

/** What {@link HostProbe} asks of a machine, in the order in which a report gives the answers. */
public enum Question {
    /** Does the processor help a hypervisor: VT-x, AMD-V, EL2, SIE, the hypervisor extension? */
    VIRTUALIZATION_EXTENSIONS("virtualization extensions"),
    /** Does it translate a guest's memory by itself: EPT, NPT, stage 2? Without it guests are slow. */
    NESTED_PAGING("nested paging"),
    /** Would KVM show the extensions to its guests, so that they can run guests of their own? */
    NESTED_VIRTUALIZATION("nested virtualization"),
    /** Is an IOMMU on, without which no device of the host can be given to a guest? */
    IOMMU("IOMMU"),
    /** Is there a {@code /dev/kvm}? */
    KVM_DEVICE_PRESENT("/dev/kvm is there"),
    /** May this process open it for reading and writing? Judged by permissions; it is not opened. */
    KVM_DEVICE_ACCESSIBLE("/dev/kvm may be opened"),
    /**
     * Does KVM run unmodified guests, whoever may open it? There are machines with a {@code /dev/kvm} that opens, whose
     * processor shows no extensions: guests made for real hardware die in it.
     */
    KVM_USABLE("KVM runs unmodified guests"),
    /** Is this Xen's control domain, which can start others? */
    XEN_DOM0("Xen's control domain"),
    /** May this process open the device through which Xen is controlled? */
    XEN_CONTROL("Xen may be controlled"),
    /** Is this one of Xen's guests? */
    XEN_DOMU("guest of Xen"),
    /** Is this a virtual machine? */
    INSIDE_VIRTUAL_MACHINE("inside a virtual machine"),
    /** Is this a container? */
    INSIDE_CONTAINER("inside a container"),
    /** Is this process the superuser, with the powers that belong to it? */
    SUPERUSER("superuser"),
    /** Are control groups mounted? */
    CGROUPS("control groups"),
    /** Does the kernel have the namespaces that make a container, but user namespaces? */
    NAMESPACES("namespaces"),
    /** May this user make user namespaces, without which a container's root is the host's? */
    USER_NAMESPACES("user namespaces"),
    /** Does this user own subordinate user and group ids, for a container's users? */
    SUBORDINATE_IDS("subordinate ids"),
    /** Are {@code newuidmap} and {@code newgidmap} there, which let others than root use their subordinate ids? */
    ID_MAPPERS("id mappers"),
    /** Can the kernel make bridges? */
    BRIDGE("bridges"),
    /** Can the kernel make pairs of virtual Ethernet devices? */
    VETH("veth pairs"),
    /** Can the kernel make tap devices, and may this process ask for one? */
    TUN("tun and tap devices"),
    /** Does the kernel have overlayfs, which makes a container's clone cheap? */
    OVERLAYFS("overlayfs"),
    /** Is this an OpenVZ or Virtuozzo kernel? */
    OPENVZ_KERNEL("OpenVZ kernel"),
    /** Is this an OpenVZ hardware node, which can start containers, and not one of them? */
    OPENVZ_NODE("OpenVZ hardware node"),
    /** Are OpenVZ's tools there? */
    OPENVZ_TOOLS("OpenVZ tools"),
    /** Is VirtualBox's kernel driver loaded? */
    VIRTUALBOX_DRIVER("VirtualBox driver");

    private final String words;

    Question(String words) {
        this.words = words;
    }

    /**
     * Returns the question in a word or two, as a table shows it.
     *
     * @return the words
     */
    public String words() {
        return words;
    }
}
