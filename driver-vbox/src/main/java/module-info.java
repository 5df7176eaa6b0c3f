/** The driver for VirtualBox. */
module org.anfitrion.driver.vbox {
    requires transitive org.anfitrion.api;
    requires com.google.common;
    requires static org.jspecify;

    provides org.anfitrion.spi.HypervisorDriver with
            org.anfitrion.driver.vbox.VboxDriver;

    exports org.anfitrion.driver.vbox;
}
