package org.anfitrion.libvirt.xml;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.FilesystemSource;
import org.anfitrion.api.domain.FilesystemSpec;
import org.anfitrion.libvirt.xml.domain.DomainDevices;
import org.anfitrion.libvirt.xml.domain.DomainElement;
import org.anfitrion.libvirt.xml.domain.DomainFilesystem;
import org.anfitrion.libvirt.xml.domain.FilesystemDriver;
import org.anfitrion.libvirt.xml.domain.FilesystemOrigin;
import org.anfitrion.libvirt.xml.domain.FilesystemTarget;

/** The host's files that the guest sees, known by where it sees them. */
final class FilesystemConcern implements Concern {

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        Set<String> targets = new HashSet<>();
        from.devices().map(DomainDevices::filesystems).orElse(List.of()).stream()
                .map(FilesystemConcern::read)
                .flatMap(Optional::stream)
                .filter(filesystem -> targets.add(filesystem.target()))
                .forEach(to::filesystem);
    }

    private static Optional<FilesystemSpec> read(DomainFilesystem element) {
        FilesystemDriver driver = element.driver().orElseGet(FilesystemDriver::new);
        return Tolerant.value(
                        target(element),
                        target -> new FilesystemSpec(
                                source(element, driver), target, element.hasReadonly(), Optional.empty()))
                .map(plain -> Tolerant.value(driver.type(), type -> plain.driver(type.text()))
                        .orElse(plain));
    }

    private static Optional<String> target(DomainFilesystem element) {
        return element.target().flatMap(FilesystemTarget::dir);
    }

    private static FilesystemSource source(DomainFilesystem element, FilesystemDriver driver) {
        String type = element.type().map(DomainFilesystem.Type::text).orElse("mount");
        var source = element.source().orElseGet(FilesystemOrigin::new);
        DiskFormat format = Tolerant.value(driver.format(), word -> new DiskFormat(word.text()))
                .orElse(DiskFormat.RAW);
        Optional<? extends FilesystemSource> known =
                switch (type) {
                    case "mount", "bind" -> Tolerant.value(source.dir(), FilesystemSource.Directory::new);
                    case "file" -> Tolerant.value(source.file(), path -> new FilesystemSource.Image(path, format));
                    case "block" -> Tolerant.value(source.dev(), path -> new FilesystemSource.Image(path, format));
                    case "template" ->
                        Tolerant.value(source.name(), name -> new FilesystemSource.Template(name, Map.of()));
                    case "ram" -> source.usage().map(FilesystemSource.Temporary::new);
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
        List<DomainFilesystem> elements = change.devices().filesystems();
        Pairing<FilesystemSpec> pairing =
                Pairing.of(base, wanted, filesystem -> Optional.of(filesystem.target()), FilesystemConcern::completed);
        for (Pairing.Kept<FilesystemSpec> kept : pairing.kept()) {
            if (kept.differs()) {
                update(change, element(elements, kept.base()), kept.base(), kept.wanted());
            }
        }
        for (FilesystemSpec filesystem : pairing.removed()) {
            change.devices().remove(element(elements, filesystem));
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

    private static DomainFilesystem element(List<DomainFilesystem> elements, FilesystemSpec filesystem) {
        return elements.stream()
                .filter(element -> target(element).equals(Optional.of(filesystem.target())))
                .findFirst()
                .orElseThrow(() -> DeviceElements.gone(label(filesystem)));
    }

    private static DomainFilesystem made(Change change, FilesystemSpec wanted) {
        DomainFilesystem element = new DomainFilesystem();
        element.targetOrNew().setDir(wanted.target());
        checkShared(change, wanted);
        writeSource(change, element, wanted);
        writeDriver(element, wanted);
        element.setReadonly(wanted.readOnly());
        return element;
    }

    private static void update(Change change, DomainFilesystem element, FilesystemSpec base, FilesystemSpec wanted) {
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
            element.setReadonly(wanted.readOnly());
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

    private static void writeSource(Change change, DomainFilesystem element, FilesystemSpec wanted) {
        FilesystemSource from = wanted.source();
        FilesystemOrigin source = new FilesystemOrigin();
        if (from instanceof FilesystemSource.Directory directory) {
            element.setType(DomainFilesystem.Type.MOUNT);
            source.setDir(directory.path());
        } else if (from instanceof FilesystemSource.Image image) {
            boolean device = image.path().startsWith("/dev/");
            element.setType(device ? DomainFilesystem.Type.BLOCK : DomainFilesystem.Type.FILE);
            source.setDev(device ? image.path() : null).setFile(device ? null : image.path());
        } else if (from instanceof FilesystemSource.Template template
                && template.options().isEmpty()) {
            element.setType(DomainFilesystem.Type.TEMPLATE);
            source.setName(template.name());
        } else if (from instanceof FilesystemSource.Temporary memory) {
            element.setType(DomainFilesystem.Type.RAM);
            source.setUsage(memory.size());
        } else if (from instanceof FilesystemSource.Native other) {
            throw change.nativeOnly(label(wanted), other.kind());
        } else {
            throw change.unsupported(label(wanted), "libvirt's templates have no options");
        }
        element.setSource(source);
    }

    private static void writeDriver(DomainFilesystem element, FilesystemSpec wanted) {
        Optional<String> format = wanted.source() instanceof FilesystemSource.Image image
                ? Optional.of(image.format().name())
                : Optional.empty();
        if (wanted.driver().isEmpty() && format.isEmpty() && element.driver().isEmpty()) {
            return;
        }
        FilesystemDriver driver = element.driverOrNew();
        wanted.driver().map(FilesystemDriver.Type::new).ifPresent(driver::setType);
        driver.setFormat(format.map(FilesystemDriver.Format::new).orElse(null));
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
