package org.anfitrion.libvirt.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.FilesystemDriverElement;
import org.anfitrion.libvirt.xml.domain.FilesystemElement;
import org.anfitrion.libvirt.xml.domain.FilesystemSourceElement;
import org.anfitrion.libvirt.xml.domain.FilesystemTargetElement;
import org.anfitrion.libvirt.xml.domain.OpaqueElement;

/** The host's files that the guest sees, known by where it sees them. */
final class FilesystemConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        if (from.devices == null) {
            return;
        }
        Set<String> targets = new HashSet<>();
        from.devices.filesystems.stream()
                .map(FilesystemConcern::read)
                .flatMap(Optional::stream)
                .filter(filesystem -> targets.add(filesystem.target()))
                .forEach(to::filesystem);
    }

    private static Optional<FilesystemSpec> read(FilesystemElement element) {
        FilesystemDriverElement driver = Objects.requireNonNullElseGet(element.driver, FilesystemDriverElement::new);
        return Tolerant.value(
                        element.target == null ? null : element.target.dir,
                        target -> new FilesystemSpec(
                                source(element, driver), target, element.readonly != null, Optional.empty()))
                .map(plain -> Tolerant.value(driver.type, plain::driver).orElse(plain));
    }

    private static FilesystemSource source(FilesystemElement element, FilesystemDriverElement driver) {
        String type = Objects.requireNonNullElse(element.type, "mount");
        FilesystemSourceElement source = Objects.requireNonNullElseGet(element.source, FilesystemSourceElement::new);
        DiskFormat format = Tolerant.value(driver.format, DiskFormat::new).orElse(DiskFormat.RAW);
        Optional<? extends FilesystemSource> known =
                switch (type) {
                    case "mount", "bind" -> Tolerant.value(source.dir, FilesystemSource.Directory::new);
                    case "file" -> Tolerant.value(source.file, path -> new FilesystemSource.Image(path, format));
                    case "block" -> Tolerant.value(source.dev, path -> new FilesystemSource.Image(path, format));
                    case "template" ->
                        Tolerant.value(source.name, name -> new FilesystemSource.Template(name, Map.of()));
                    case "ram" ->
                        ScaledSize.parse(source.usage, source.units, "KiB").map(FilesystemSource.Temporary::new);
                    default -> Optional.empty();
                };
        return known.isPresent() ? known.get() : new FilesystemSource.Native(type);
    }

    @Override
    public void write(Change change) {
        List<FilesystemSpec> base = change.base().map(DomainSpec::filesystems).orElse(List.of());
        List<FilesystemSpec> wanted = change.wanted().filesystems();
        if (base.equals(wanted)) {
            return;
        }
        List<FilesystemElement> elements = change.devices().filesystems;
        Pairing<FilesystemSpec> pairing =
                Pairing.of(base, wanted, filesystem -> Optional.of(filesystem.target()), FilesystemConcern::completed);
        for (Pairing.Kept<FilesystemSpec> kept : pairing.kept()) {
            if (kept.differs()) {
                update(change, element(elements, kept.base()), kept.base(), kept.wanted());
            }
        }
        for (FilesystemSpec filesystem : pairing.removed()) {
            elements.remove(element(elements, filesystem));
            change.note(label(filesystem) + ": removed");
        }
        for (FilesystemSpec filesystem : pairing.added()) {
            elements.add(made(change, filesystem));
            change.note(label(filesystem) + ": added " + text(filesystem.source()));
        }
    }

    private static FilesystemSpec completed(FilesystemSpec open, FilesystemSpec from) {
        return open.driver().or(from::driver).map(open::driver).orElse(open);
    }

    private static FilesystemElement element(List<FilesystemElement> elements, FilesystemSpec filesystem) {
        return elements.stream()
                .filter(element -> element.target != null && filesystem.target().equals(element.target.dir))
                .findFirst()
                .orElseThrow(() -> DeviceElements.gone(label(filesystem)));
    }

    private static FilesystemElement made(Change change, FilesystemSpec wanted) {
        FilesystemElement element = new FilesystemElement();
        element.target = new FilesystemTargetElement();
        element.target.dir = wanted.target();
        checkShared(change, wanted);
        writeSource(change, element, wanted);
        writeDriver(element, wanted);
        element.readonly = wanted.readOnly() ? new OpaqueElement() : null;
        return element;
    }

    private static void update(Change change, FilesystemElement element, FilesystemSpec base, FilesystemSpec wanted) {
        checkShared(change, wanted);
        if (!base.source().equals(wanted.source())) {
            writeSource(change, element, wanted);
            change.note(label(wanted) + ": source", text(base.source()), text(wanted.source()));
        }
        if (!base.driver().equals(wanted.driver())) {
            change.note(
                    label(wanted) + ": driver",
                    base.driver().orElse("open"),
                    wanted.driver().orElse("open"));
        }
        writeDriver(element, wanted);
        if (base.readOnly() != wanted.readOnly()) {
            element.readonly = wanted.readOnly() ? new OpaqueElement() : null;
            change.note(label(wanted) + ": read-only", base.readOnly(), wanted.readOnly());
        }
    }

    private static void checkShared(Change change, FilesystemSpec wanted) {
        boolean virtiofs = wanted.driver().filter("virtiofs"::equals).isPresent();
        if (virtiofs && !change.wanted().memoryBacking().shared()) {
            throw change.unsupported(
                    label(wanted), "virtiofs maps the guest's memory: describe a memory backing that is shared");
        }
    }

    private static void writeSource(Change change, FilesystemElement element, FilesystemSpec wanted) {
        FilesystemSource from = wanted.source();
        FilesystemSourceElement source = new FilesystemSourceElement();
        if (from instanceof FilesystemSource.Directory directory) {
            element.type = "mount";
            source.dir = directory.path();
        } else if (from instanceof FilesystemSource.Image image) {
            boolean device = image.path().startsWith("/dev/");
            element.type = device ? "block" : "file";
            source.dev = device ? image.path() : null;
            source.file = device ? null : image.path();
        } else if (from instanceof FilesystemSource.Template template
                && template.options().isEmpty()) {
            element.type = "template";
            source.name = template.name();
        } else if (from instanceof FilesystemSource.Temporary memory) {
            element.type = "ram";
            source.usage = Long.toString(memory.size().toKibibytes());
            source.units = "KiB";
        } else if (from instanceof FilesystemSource.Native other) {
            throw change.nativeOnly(label(wanted), other.kind());
        } else {
            throw change.unsupported(label(wanted), "libvirt's templates have no options");
        }
        element.source = source;
    }

    private static void writeDriver(FilesystemElement element, FilesystemSpec wanted) {
        Optional<String> format = wanted.source() instanceof FilesystemSource.Image image
                ? Optional.of(image.format().name())
                : Optional.empty();
        if (wanted.driver().isEmpty() && format.isEmpty() && element.driver == null) {
            return;
        }
        FilesystemDriverElement driver = Objects.requireNonNullElseGet(element.driver, FilesystemDriverElement::new);
        driver.type = wanted.driver().orElse(driver.type);
        driver.format = format.orElse(null);
        element.driver = driver;
    }

    private static String label(FilesystemSpec filesystem) {
        return "filesystem " + filesystem.target();
    }

    private static String text(FilesystemSource source) {
        if (source instanceof FilesystemSource.Directory directory) {
            return directory.path();
        }
        if (source instanceof FilesystemSource.Image image) {
            return image.path();
        }
        if (source instanceof FilesystemSource.Template template) {
            return "template '" + template.name() + "'";
        }
        if (source instanceof FilesystemSource.Temporary memory) {
            return "memory of " + memory.size();
        }
        return source instanceof FilesystemSource.Native other ? other.kind() : source.toString();
    }
}
