package org.anfitrion.spi;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.secret.SecretId;
import org.anfitrion.api.secret.SecretInfo;
import org.anfitrion.api.secret.SecretSpec;
import org.anfitrion.api.secret.SecretUsage;

/**
 * Secrets that the host keeps for its domains and volumes.
 *
 * <ul>
 *   <li><b>SEC-1</b> A defined secret is found by identity and by usage, and listed once. A UUID or usage that is
 *       taken is AlreadyExistsException, and the other is as it was. <i>Defining never replaces.</i>
 *   <li><b>SEC-2</b> A value that was set is given back byte for byte, unless the secret is private: then reading it
 *       is AccessDeniedException. <i>It is a key, not a text.</i>
 *   <li><b>SEC-3</b> A secret without a value is NotFoundException when its value is read, and so is every operation
 *       on a secret that is not there. <i>No value is not an empty value.</i>
 *   <li><b>SEC-4</b> A removed secret is gone from lists and look-ups, and its usage can be used again. <i>Nothing of
 *       it is left.</i>
 * </ul>
 */
public interface SecretFacet extends Facet {

    /**
     * Lists all secrets, without their values.
     *
     * @return the rows, in no particular order
     */
    List<SecretInfo> secrets();

    /**
     * Looks a secret up.
     *
     * @param id which
     * @return its row, if it is there
     */
    Optional<SecretInfo> secret(SecretId id);

    /**
     * Looks a secret up by what it is for.
     *
     * @param usage what it is for
     * @return its row, if it is there
     */
    Optional<SecretInfo> secret(SecretUsage usage);

    /**
     * Makes a secret known. It has no value yet.
     *
     * @param spec what it should be
     * @return its row
     */
    SecretInfo define(SecretSpec spec);

    /**
     * Sets a secret's value.
     *
     * @param id which
     * @param value the secret itself
     */
    void value(SecretId id, byte[] value);

    /**
     * Reads a secret's value.
     *
     * @param id which
     * @return the secret itself
     */
    byte[] value(SecretId id);

    /**
     * Removes a secret and its value.
     *
     * @param id which
     */
    void remove(SecretId id);
}
