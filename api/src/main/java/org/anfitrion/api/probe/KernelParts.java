package org.anfitrion.api.probe;

import java.util.Optional;

/** Which parts the running kernel has, built in, loaded, or as modules that can be loaded. */
final class KernelParts {

    private final Tree tree;
    private final String release;
    private final Optional<String> configuration;

    KernelParts(Tree tree) {
        this.tree = tree;
        // The release becomes part of paths.
        this.release = tree.line("/proc/sys/kernel/osrelease")
                .filter(text -> text.matches("[A-Za-z0-9][A-Za-z0-9._+~-]{0,120}"))
                .orElse("");
        this.configuration = tree.unzipped("/proc/config.gz")
                .or(() -> release.isEmpty() ? Optional.empty() : tree.text("/boot/config-" + release));
    }

    String release() {
        return release;
    }

    /** How a part is there; empty if nothing tells. */
    Optional<Part> find(String module, String option) {
        if (tree.exists("/sys/module/" + module)) {
            return Optional.of(Part.RUNNING);
        }
        String file = "/" + module + ".ko";
        if (!release.isEmpty()) {
            String modules = "/lib/modules/" + release + "/";
            if (tree.text(modules + "modules.builtin")
                    .filter(text -> text.contains(file))
                    .isPresent()) {
                return Optional.of(Part.RUNNING);
            }
            if (tree.text(modules + "modules.dep")
                    .filter(text -> text.contains(file))
                    .isPresent()) {
                return Optional.of(Part.LOADABLE);
            }
        }
        return configuration.flatMap(text -> configured(text, "CONFIG_" + option));
    }

    private static Optional<Part> configured(String text, String option) {
        if (text.contains("\n" + option + "=y\n")) {
            return Optional.of(Part.RUNNING);
        }
        if (text.contains("\n" + option + "=m\n")) {
            return Optional.of(Part.LOADABLE);
        }
        // A configuration names every option that could have been; one that is not a configuration names none.
        return text.contains("\nCONFIG_") ? Optional.of(Part.NOWHERE) : Optional.empty();
    }

    /** How a part of the kernel is there. */
    enum Part {
        /** Built in or loaded. */
        RUNNING,
        /** As a module. */
        LOADABLE,
        /** Not at all. */
        NOWHERE
    }
}
