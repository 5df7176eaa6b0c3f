package org.anfitrion.spi;

import java.util.List;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.TemplateInfo;

/**
 * Domains made from templates, from others, and from appliance files.
 *
 * <ul>
 *   <li><b>PRV-1</b> A clone has the description of its original but for name, UUID and Ethernet addresses, and is
 *       shut off; the original is as it was. <i>Two guests must not be mistaken for one another.</i>
 *   <li><b>PRV-2</b> A full clone has disks of its own with the same content; a linked one has layers of its own over
 *       the original's. A clone that fails or is cancelled leaves nothing. <i>What one writes the other does not
 *       see.</i>
 *   <li><b>PRV-3</b> A renamed domain is found by its new name only, with everything else as it was; a name that is
 *       taken is AlreadyExistsException; an active domain is InvalidStateException. <i>Where the name is the
 *       identity, the row has the new one.</i>
 *   <li><b>PRV-4</b> What was exported is imported as a domain with the same CPUs, memory and drives, under the name
 *       that is asked for. <i>Appliances move between hosts.</i>
 *   <li><b>PRV-5</b> Each template is listed once, and a container can be made from it by its name. <i>The name is
 *       all that the caller has.</i>
 *   <li><b>PRV-6</b> A taken name is AlreadyExistsException, and what is not there NotFoundException; nothing is
 *       made. <i>Defining never replaces.</i>
 * </ul>
 */
public interface ProvisioningFacet extends Facet {

    /**
     * Lists the templates that domains can be made from.
     *
     * @return the rows, in no particular order
     */
    List<TemplateInfo> templates();

    /**
     * Makes a domain like another, which must not run.
     *
     * @param id which domain
     * @param name the copy's name
     * @param kind how it gets its disks
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row with all fields
     */
    DomainInfo copy(DomainId id, String name, CloneKind kind, Progress progress);

    /**
     * Gives a domain another name. It must not run.
     *
     * @param id which domain
     * @param name the new name
     * @return its row with all fields
     */
    DomainInfo rename(DomainId id, String name);

    /**
     * Writes a domain that does not run to an appliance file (OVF or OVA by the file's extension).
     *
     * @param id which domain
     * @param file an absolute path on the host
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     */
    void export(DomainId id, String file, Progress progress);

    /**
     * Makes a domain from an appliance file.
     *
     * @param file an absolute path on the host
     * @param name the domain's name
     * @param progress told of the work; once it is cancelled, the work ends early and leaves nothing half done
     * @return its row with all fields
     */
    DomainInfo importFrom(String file, String name, Progress progress);
}
