/** The driver for Xen. */
module org.anfitrion.driver.xen {
    requires transitive org.anfitrion.api;
    requires org.anfitrion.libvirt;
    requires static org.jspecify;

    provides org.anfitrion.spi.HypervisorDriver with
            org.anfitrion.driver.xen.XenDriver;

    exports org.anfitrion.driver.xen;
    exports org.anfitrion.driver.xen.config;
}
