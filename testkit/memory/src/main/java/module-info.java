/** The in-memory hypervisor of Anfitrion: {@code mem:}, for tests of programs that use the API. */
module org.anfitrion.testkit.memory {
    requires transitive org.anfitrion.api;
    requires static transitive org.jspecify;

    exports org.anfitrion.testkit.memory;

    provides org.anfitrion.spi.HypervisorDriver with
            org.anfitrion.testkit.memory.MemoryDriver;
}
