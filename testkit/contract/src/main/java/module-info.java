/** The driver contract of Anfitrion: every rule of the SPI as a test, for authors of drivers. */
module org.anfitrion.testkit.contract {
    requires com.google.gson;
    requires java.management;
    requires org.anfitrion.testkit.memory;
    requires transitive net.jqwik.api;
    requires transitive org.anfitrion.api;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports org.anfitrion.testkit.contract;
    exports org.anfitrion.testkit.contract.generate;
    exports org.anfitrion.testkit.contract.model;
    exports org.anfitrion.testkit.contract.report;

    // JUnit and jqwik call what is annotated, Gson fills the records.
    opens org.anfitrion.testkit.contract;
    opens org.anfitrion.testkit.contract.generate;
    opens org.anfitrion.testkit.contract.model;
    opens org.anfitrion.testkit.contract.report to
            com.google.gson;

    provides net.jqwik.api.providers.ArbitraryProvider with
            org.anfitrion.testkit.contract.generate.DomainArbitraries;
}
