package org.anfitrion.testkit.memory;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.anfitrion.api.domain.CloneKind;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DiskSource;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainField;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.TemplateInfo;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.event.DomainLifecycleEvent.Change;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.WorkUnit;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.Progress;
import org.anfitrion.spi.ProvisioningFacet;

/**
 * Domains in memory made from others. An appliance is an image with the native text, and an image of each drive beside it. The
 * work is done in one piece: it is cancelled before that, while a fault lets it wait, or not at all.
 */
final class MemoryProvisioning implements ProvisioningFacet {

    private static final Set<DomainField> EVERYTHING = EnumSet.allOf(DomainField.class);

    private final MemorySession session;

    MemoryProvisioning(MemorySession session) {
        this.session = session;
    }

    private HostModel model() {
        return session.model();
    }

    @Override
    public List<TemplateInfo> templates() {
        Call call = Call.on(Operation.PROVISIONING_TEMPLATES, model().name()).needing(Feature.TEMPLATES);
        return session.perform(call, () -> model().settings().templates());
    }

    @Override
    public DomainInfo copy(DomainId id, String name, CloneKind kind, Progress progress) {
        Call call = session.call(Operation.PROVISIONING_COPY, id)
                .needing(kind == CloneKind.FULL ? Feature.COPY : Feature.LINKED_COPY)
                .watchedBy(progress);
        Cloning cloning = new Cloning(model(), call);
        return watched(
                progress,
                cloning,
                () -> session.perform(call, () -> {
                    Configuration original = resting(id, call);
                    requireFree(name, call);
                    return cloning.wholly(() -> define(
                            cloning.renamed(
                                    original.text(),
                                    original.spec(),
                                    name,
                                    (disk, copy) -> cloning.drive(disk, copy, kind)),
                            call.operation()));
                }));
    }

    private static <T> T watched(Progress progress, Cloning cloning, Supplier<T> work) {
        T result = work.get();
        progress.report(cloning.bytes(), cloning.bytes(), WorkUnit.BYTES);
        return result;
    }

    private DomainInfo define(NativeText text, Operation operation) {
        return model().define(Revision.of(text, model().completion()), operation)
                .row(EVERYTHING);
    }

    private Configuration resting(DomainId id, Call call) {
        MemoryDomain domain = model().inventory().require(id, call.operation());
        Configuration config = domain.config;
        if (domain.isActive() || config == null) {
            throw new InvalidStateException(call.failure("it is " + domain.state()));
        }
        return config;
    }

    private void requireFree(String name, Call call) {
        String checked = DomainSpec.named(name).build().name();
        if (model().inventory().find(new DomainRef.ByName(checked)).isPresent()) {
            throw new AlreadyExistsException(call.failure("a domain of the name '" + checked + "' exists"));
        }
    }

    @Override
    public DomainInfo rename(DomainId id, String name) {
        Call call = session.call(Operation.PROVISIONING_RENAME, id).needing(Feature.RENAME);
        return session.perform(call, () -> {
            Configuration config = resting(id, call);
            requireFree(name, call);
            MemoryDomain domain = model().inventory().require(id, call.operation());
            domain.config = new Configuration(
                    config.text().withDomain(config.text().domain().with("name", name)),
                    config.spec().toBuilder().name(name).build(),
                    model().newRevision());
            domain.live = null;
            model().inventory().rename(domain, name);
            model().announcements().tell(domain, Change.DEFINED, "renamed");
            return domain.row(EVERYTHING);
        });
    }

    @Override
    public void export(DomainId id, String file, Progress progress) {
        Call call = session.call(Operation.PROVISIONING_EXPORT, id)
                .needing(Feature.APPLIANCES)
                .watchedBy(progress);
        requireAbsolute(file, call);
        Cloning writing = new Cloning(model(), call);
        watched(
                progress,
                writing,
                () -> session.perform(call, () -> {
                    Configuration config = resting(id, call);
                    byte[] text =
                            DisplaySecrets.without(config.text()).toString().getBytes(StandardCharsets.UTF_8);
                    return writing.wholly(() -> {
                        model().images().create(file, DiskFormat.RAW, ImageContent.of(text), call);
                        config.spec().disks().forEach(disk -> model().pools()
                                .path(disk.source())
                                .flatMap(model().images()::find)
                                .ifPresent(image -> writing.put(
                                        beside(file, disk),
                                        disk,
                                        model().images().content(image, call))));
                        return true;
                    });
                }));
    }

    private static void requireAbsolute(String file, Call call) {
        if (!file.startsWith("/")) {
            throw new InvalidSpecException(call.failure("'" + file + "' is not an absolute path"));
        }
    }

    private static String beside(String file, DiskSpec disk) {
        return file + "-" + disk.target().orElse("disk") + ".img";
    }

    @Override
    public DomainInfo importFrom(String file, String name, Progress progress) {
        Call call = Call.onDomain(Operation.PROVISIONING_IMPORT_FROM, name)
                .needing(Feature.APPLIANCES)
                .watchedBy(progress);
        requireAbsolute(file, call);
        Cloning reading = new Cloning(model(), call);
        return watched(
                progress,
                reading,
                () -> session.perform(call, () -> {
                    requireFree(name, call);
                    Image appliance = model().images()
                            .find(file)
                            .orElseThrow(() -> new NotFoundException(call.failure("there is no file '" + file + "'")));
                    ImageContent content = model().images().content(appliance, call);
                    NativeText text = NativeText.parse(
                            new String(content.read(0, Math.toIntExact(content.capacity())), StandardCharsets.UTF_8));
                    return reading.wholly(() -> define(
                            reading.renamed(
                                    text,
                                    SpecReader.read(text),
                                    name,
                                    (disk, copy) -> unpacked(reading, file, disk, copy, call)),
                            call.operation()));
                }));
    }

    private Optional<DiskSource> unpacked(Cloning reading, String file, DiskSpec disk, String name, Call call) {
        return model().images().find(beside(file, disk)).map(packed -> {
            String path = file.substring(0, file.lastIndexOf('/') + 1) + name + "-"
                    + disk.target().orElse("disk") + "." + disk.format();
            reading.put(path, disk, model().images().content(packed, call));
            return new DiskSource.File(path);
        });
    }
}
