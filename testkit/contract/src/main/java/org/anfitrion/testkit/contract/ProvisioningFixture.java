package org.anfitrion.testkit.contract;

import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;

/**
 * A domain with a drive that can be cloned, for the rules of provisioning. Immutable.
 *
 * @param original adds to a plain description one drive whose image is there, with any content; called for each test with a
 *     description whose name no other has, and may make the image
 * @param reading returns what a drive begins with, as a guest reads it: as many bytes as were written
 * @param writing writes bytes at the beginning of a drive, as a guest does
 * @param appliance returns the absolute path of an appliance file on the host, for a name
 * @param cleanup deletes an appliance file with all that belongs to it, if it is there
 */
public record ProvisioningFixture(
        UnaryOperator<DomainSpecBuilder> original,
        Function<DiskSpec, byte[]> reading,
        BiConsumer<DiskSpec, byte[]> writing,
        UnaryOperator<String> appliance,
        Consumer<String> cleanup) {

    /**
     * Checks that nothing is missing.
     *
     * @param original adds to a plain description one drive whose image is there, with any content; called for each test with
     *     a description whose name no other has, and may make the image
     * @param reading returns what a drive begins with, as a guest reads it: as many bytes as were written
     * @param writing writes bytes at the beginning of a drive, as a guest does
     * @param appliance returns the absolute path of an appliance file on the host, for a name
     * @param cleanup deletes an appliance file with all that belongs to it, if it is there
     */
    public ProvisioningFixture {
        Objects.requireNonNull(original, "original");
        Objects.requireNonNull(reading, "reading");
        Objects.requireNonNull(writing, "writing");
        Objects.requireNonNull(appliance, "appliance");
        Objects.requireNonNull(cleanup, "cleanup");
    }

    DomainSpec spec(DomainSpec plain) {
        return original.apply(plain.toBuilder()).build();
    }
}
