package org.anfitrion.testkit.contract;

import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.migration.MigrationSpec;
import org.anfitrion.spi.Session;

/**
 * Another host of the same kind, for the rules of migration. Immutable.
 *
 * @param target opens a session to it, of the driver under test
 * @param uri how it is reached from the host under test
 * @param domain adds to a plain description what a domain needs to be able to move
 * @param how changes how domains move between these two hosts, such as with their storage
 */
public record MigrationFixture(
        Supplier<Session> target,
        HypervisorUri uri,
        UnaryOperator<DomainSpecBuilder> domain,
        UnaryOperator<MigrationSpec> how) {

    /**
     * Checks that nothing is missing.
     *
     * @param target opens a session to it, of the driver under test
     * @param uri how it is reached from the host under test
     * @param domain adds to a plain description what a domain needs to be able to move
     * @param how changes how domains move between these two hosts, such as with their storage
     */
    public MigrationFixture {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(how, "how");
    }

    /**
     * Describes another host to which plain domains move live, with no storage of their own.
     *
     * @param target opens a session to it, of the driver under test
     * @param uri how it is reached from the host under test
     * @return the fixture
     */
    public static MigrationFixture of(Supplier<Session> target, String uri) {
        return new MigrationFixture(
                target, HypervisorUri.parse(uri), UnaryOperator.identity(), UnaryOperator.identity());
    }
}
