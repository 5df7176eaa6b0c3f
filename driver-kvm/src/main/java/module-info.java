/** The driver for KVM and QEMU. */
module org.anfitrion.driver.kvm {
    requires transitive org.anfitrion.api;
    requires org.anfitrion.libvirt;
    requires static org.jspecify;

    provides org.anfitrion.spi.HypervisorDriver with
            org.anfitrion.driver.kvm.KvmDriver;

    exports org.anfitrion.driver.kvm;
}
