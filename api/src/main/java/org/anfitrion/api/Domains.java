package org.anfitrion.api;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Lifetime;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.api.host.Feature;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.NativeFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;
import org.anfitrion.spi.SavedStateFacet;

/**
 * The domains of a host. Thread-safe; holds nothing: each call asks the host.
 *
 * <pre>{@code
 * Domain web = host.domains().get("web");
 * for (DomainInfo row : host.domains().list(DomainFilter.active())) {
 *     System.out.println(row.name() + ": " + row.memory());
 * }
 * }</pre>
 */
public final class Domains {

    static final Set<DomainField> ALL_FIELDS = Set.copyOf(EnumSet.allOf(DomainField.class));

    private final Hypervisor host;

    Domains(Hypervisor host) {
        this.host = host;
    }

    /**
     * Makes a domain that stays until it is undefined. It is not started.
     *
     * @param spec what it should be
     * @return its handle
     * @throws org.anfitrion.api.error.AlreadyExistsException if its name or UUID is taken; the other one is as it was
     * @throws NotFoundException if a file that it needs is not there
     * @throws UnsupportedCapabilityException if the backend cannot do what it asks for
     */
    public Domain define(DomainSpec spec) {
        return create(spec, Creation.DEFINE);
    }

    /**
     * Makes a domain from the backend's own configuration language. It stays until it is undefined, and is not started.
     *
     * @param configuration the native configuration: libvirt XML, {@code ve.conf}, …
     * @return its handle
     * @throws org.anfitrion.api.error.AlreadyExistsException if its name or UUID is taken; the other one is as it was
     * @throws UnsupportedCapabilityException if the backend has no such language
     */
    public Domain defineNative(String configuration) {
        return handle(new FacetHandle<>(host, NativeFacet.class)
                .change("domains.defineNative", Feature.NATIVE_CONFIGURATION, facet -> facet.define(configuration))
                .id());
    }

    /**
     * Makes a domain and starts it at once; nothing of it stays when it stops.
     *
     * @param spec what it should be
     * @param lifetime whether it also ends with this connection
     * @return its handle
     * @throws org.anfitrion.api.error.AlreadyExistsException if its name or UUID is taken; the other one is as it was
     * @throws NotFoundException if a file that it needs is not there
     * @throws UnsupportedCapabilityException if the backend cannot do what it asks for
     */
    public Domain launch(DomainSpec spec, Lifetime lifetime) {
        return create(
                spec,
                switch (lifetime) {
                    case TRANSIENT -> Creation.TRANSIENT;
                    case EPHEMERAL -> Creation.EPHEMERAL;
                });
    }

    private Domain create(DomainSpec spec, Creation creation) {
        return handle(host.link()
                .change(creation == Creation.DEFINE ? "domains.define" : "domains.launch", session -> session.domains()
                        .create(spec, creation, Progress.unwatched()))
                .id());
    }

    /**
     * Lists all domains with all facts, in a constant number of round trips.
     *
     * @return the rows, in no particular order
     */
    public List<DomainInfo> list() {
        return list(DomainFilter.all());
    }

    /**
     * Lists some domains with all facts, in a constant number of round trips.
     *
     * @param filter which
     * @return the rows, in no particular order
     */
    public List<DomainInfo> list(DomainFilter filter) {
        return list(filter, ALL_FIELDS);
    }

    /**
     * Lists some domains with some facts, in a constant number of round trips.
     *
     * @param filter which
     * @param wanted what is to be in the rows beside the identity
     * @return the rows, in no particular order
     */
    public List<DomainInfo> list(DomainFilter filter, Set<DomainField> wanted) {
        return host.link().read("domains.list", session -> session.domains().list(filter, wanted));
    }

    /**
     * Makes a domain as {@link #define} does, as a job: for backends where that takes long, because a template is fetched or
     * a root file system is filled.
     *
     * @param spec what it should be
     * @return results in its handle; cancelled or failed, there is none
     */
    public Job<Domain> provision(DomainSpec spec) {
        return Job.start(
                "define",
                "domain '" + spec.name() + "'",
                Threads.PLATFORM,
                progress -> handle(host.link()
                        .change("domains.define", session -> session.domains().create(spec, Creation.DEFINE, progress))
                        .id()));
    }

    /**
     * Plans how to get a domain as described: makes it, or changes its configuration, or finds that all is well. What the
     * description leaves open stays as it is; devices that it does not name go. A running domain takes the change at its
     * next start.
     *
     * @param spec what it should be
     * @return what would be done; {@link Ensured#handle()} does it
     */
    public Ensured<Domain> plan(DomainSpec spec) {
        Optional<Domain> there = find(spec.name());
        if (there.isEmpty()) {
            return Ensured.creating("domain '" + spec.name() + "'", () -> define(spec));
        }
        Domain domain = there.get();
        Described<DomainSpec> base = domain.describe(View.CONFIG);
        DomainSpec wanted = DomainDifference.filled(base.spec(), spec);
        List<String> lines = DomainDifference.lines(base.spec(), wanted);
        return Ensured.changing(
                domain,
                lines.isEmpty()
                        ? List.of()
                        : List.of(new Ensured.Step(
                                String.join("; ", lines), () -> domain.update(base, wanted, Scope.CONFIG))));
    }

    /**
     * Gets a domain as described: the short form of {@link #plan}.
     *
     * @param spec what it should be
     * @return its handle
     */
    public Domain ensure(DomainSpec spec) {
        return plan(spec).handle();
    }

    /**
     * Chooses domains, to do one thing to all of them.
     *
     * @param chosen which
     * @return the selection; asks nothing yet
     */
    public DomainSelection where(Predicate<? super DomainInfo> chosen) {
        return where(DomainFilter.all(), chosen);
    }

    /**
     * Chooses domains, to do one thing to all of them.
     *
     * @param filter what the backend chooses by
     * @param chosen which of those
     * @return the selection; asks nothing yet
     */
    public DomainSelection where(DomainFilter filter, Predicate<? super DomainInfo> chosen) {
        return new DomainSelection(this, filter, chosen);
    }

    /**
     * Removes what crashed runs of a program left: domains that are tagged with it ({@link
     * org.anfitrion.api.domain.Owner#thisProcess}) and whose process is known to be over. They are destroyed and undefined.
     * Those of runs that go on, of other machines and of other programs stay. Reads the configuration of every domain.
     *
     * @param program the name that the program gives itself
     * @return what was removed, and what could not be
     */
    public BulkResult sweep(String program) {
        return Sweep.of(this, program);
    }

    /**
     * Lets a domain go on that was saved with {@link SavedState#saveTo}.
     *
     * @param file an absolute path on the host
     * @return results in its handle
     */
    public Job<Domain> restore(String file) {
        return new FacetHandle<>(host, SavedStateFacet.class)
                .job(
                        "domains.restore",
                        Feature.SAVE_FILE,
                        "restore",
                        file,
                        (facet, progress) ->
                                handle(facet.restore(file, progress).id()));
    }

    /**
     * Makes a domain from an appliance file.
     *
     * @param file an absolute path on the host
     * @param name the domain's name
     * @return results in its handle; cancelled or failed, there is none
     */
    public Job<Domain> importFrom(String file, String name) {
        return provisioning()
                .job(
                        "domains.import",
                        Feature.APPLIANCES,
                        "import",
                        file,
                        (facet, progress) ->
                                handle(facet.importFrom(file, name, progress).id()));
    }

    /**
     * Lists the templates that domains can be made from.
     *
     * @return the rows, in no particular order
     */
    public List<TemplateInfo> templates() {
        return provisioning().read("domains.templates", Feature.TEMPLATES, ProvisioningFacet::templates);
    }

    private FacetHandle<ProvisioningFacet> provisioning() {
        return new FacetHandle<>(host, ProvisioningFacet.class);
    }

    /**
     * Looks a domain up by its name.
     *
     * @param name the name, exactly
     * @return its handle
     * @throws NotFoundException if there is none
     */
    public Domain get(String name) {
        return find(name)
                .orElseThrow(() -> new NotFoundException(
                        Failure.to("look up", "domain '" + name + "'").because("there is no domain with this name")));
    }

    /**
     * Looks a domain up by its name.
     *
     * @param name the name, exactly
     * @return its handle, if it is there
     */
    public Optional<Domain> find(String name) {
        return find(new DomainRef.ByName(name));
    }

    /**
     * Looks a domain up by its UUID.
     *
     * @param uuid the UUID
     * @return its handle, if it is there
     */
    public Optional<Domain> find(UUID uuid) {
        return find(new DomainRef.ByUuid(uuid));
    }

    private Optional<Domain> find(DomainRef ref) {
        return host.link()
                .read("domains.find", session -> session.domains().find(ref, Set.of()))
                .map(row -> handle(row.id()));
    }

    /**
     * Returns the handle of a domain whose identity is known, from a row or an event. Asks nothing.
     *
     * @param id the identity
     * @return its handle
     */
    public Domain handle(DomainId id) {
        return new Domain(host, id);
    }
}
