package org.anfitrion.api;

import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.SavedStateFacet;

/**
 * A domain's memory on disk, from which it goes on later.
 */
public final class SavedState {

    private final Domain domain;
    private final FacetHandle<SavedStateFacet> facet;

    SavedState(Domain domain) {
        this.domain = domain;
        this.facet = new FacetHandle<>(domain.host(), SavedStateFacet.class);
    }

    /**
     * Saves the memory and stops the domain. Its next start goes on where it was.
     *
     * @return results in the state; cancelled, the domain runs on
     */
    public Job<DomainStatus> save() {
        return facet.job(
                "savedState.save", Feature.MANAGED_SAVE, "save", domain.toString(), (saved, progress) -> saved.save(
                                domain.id(), progress)
                        .status());
    }

    /**
     * Tells whether memory is saved.
     *
     * @return true if the next start goes on from it
     */
    public boolean exists() {
        return facet.read("savedState.exists", Feature.MANAGED_SAVE, saved -> saved.saved(domain.id()));
    }

    /**
     * Throws the saved memory away: the next start boots.
     *
     * @throws org.anfitrion.api.error.NotFoundException if nothing is saved
     */
    public void discard() {
        facet.run("savedState.discard", Feature.MANAGED_SAVE, saved -> saved.discard(domain.id()));
    }

    /**
     * Saves memory and configuration into a file, and stops the domain; {@link Domains#restore} goes on from it.
     *
     * @param file an absolute path on the host
     * @return results in the state; cancelled, the domain runs on
     */
    public Job<DomainStatus> saveTo(String file) {
        return facet.job(
                "savedState.saveTo", Feature.SAVE_FILE, "save", domain.toString(), (saved, progress) -> saved.saveTo(
                                domain.id(), file, progress)
                        .status());
    }
}
