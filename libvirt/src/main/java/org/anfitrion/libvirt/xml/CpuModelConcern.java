package org.anfitrion.libvirt.xml;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.domain.CpuFeaturePolicy;
import org.anfitrion.api.domain.CpuMode;
import org.anfitrion.api.domain.CpuModel;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.libvirt.xml.domain.CpuElement;
import org.anfitrion.libvirt.xml.domain.CpuFeatureElement;
import org.anfitrion.libvirt.xml.domain.CpuModelElement;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/** The processor that the guest sees. A description that leaves it open leaves it as it is. */
final class CpuModelConcern implements Concern {

    private static final Map<CpuMode, String> WORDS = new EnumMap<>(Map.of(
            CpuMode.HOST_PASSTHROUGH, "host-passthrough",
            CpuMode.HOST_MODEL, "host-model",
            CpuMode.NAMED, "custom",
            CpuMode.MAXIMUM, "maximum"));

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        if (from.cpu != null) {
            read(from.cpu).ifPresent(to::cpuModel);
        }
    }

    private static Optional<CpuModel> read(CpuElement cpu) {
        Optional<String> name = Optional.ofNullable(cpu.model)
                .flatMap(model -> Optional.ofNullable(model.name))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
        // Without a mode libvirt means "custom".
        String word = Objects.requireNonNullElse(cpu.mode, "custom");
        Optional<CpuMode> mode = WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst();
        try {
            return mode.filter(it -> it != CpuMode.NAMED || name.isPresent())
                    .map(it -> new CpuModel(it, it == CpuMode.NAMED ? name : Optional.empty(), features(cpu)));
        } catch (InvalidSpecException refused) {
            return Optional.empty(); // a name that is no word to us
        }
    }

    private static Map<String, CpuFeaturePolicy> features(CpuElement cpu) {
        Map<String, CpuFeaturePolicy> features = new LinkedHashMap<>();
        for (CpuFeatureElement feature : cpu.features) {
            Optional<CpuFeaturePolicy> policy = policy(feature);
            if (feature.name != null && policy.isPresent()) {
                features.put(feature.name, policy.get());
            }
        }
        return features;
    }

    private static Optional<CpuFeaturePolicy> policy(CpuFeatureElement feature) {
        String word = Objects.requireNonNullElse(feature.policy, "require");
        for (CpuFeaturePolicy policy : CpuFeaturePolicy.values()) {
            if (word(policy).equals(word)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    private static String word(CpuFeaturePolicy policy) {
        return policy.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void write(Change change) {
        Optional<CpuModel> wanted = change.wanted().cpuModel();
        Optional<CpuModel> base = change.base().flatMap(DomainSpec::cpuModel);
        if (wanted.isEmpty() || wanted.equals(base)) {
            return;
        }
        DomainElement domain = change.domain();
        CpuElement cpu = Objects.requireNonNullElseGet(domain.cpu, CpuElement::new);
        domain.cpu = cpu;
        write(cpu, wanted.get());
        change.note("CPU model", text(base), text(wanted));
    }

    private static void write(CpuElement cpu, CpuModel wanted) {
        String word = Objects.requireNonNull(WORDS.get(wanted.mode()));
        if (!word.equals(Objects.requireNonNullElse(cpu.mode, "custom")) || cpu.mode == null) {
            // What is said of the one way to choose a processor does not hold for another.
            cpu.check = null;
            cpu.migratable = null;
            cpu.match = wanted.mode() == CpuMode.NAMED ? Objects.requireNonNullElse(cpu.match, "exact") : null;
        }
        cpu.mode = word;
        if (wanted.name().isPresent()) {
            cpu.model = Objects.requireNonNullElseGet(cpu.model, CpuModelElement::new);
            cpu.model.name = wanted.name().get();
            cpu.model.fallback = "forbid";
        } else {
            cpu.model = null;
        }
        writeFeatures(cpu, wanted.features());
    }

    private static void writeFeatures(CpuElement cpu, Map<String, CpuFeaturePolicy> wanted) {
        // A feature with a policy that is not known here stays, unless it is described now.
        cpu.features.removeIf(feature -> policy(feature).isPresent() && !wanted.containsKey(feature.name));
        wanted.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            CpuFeatureElement element = cpu.features.stream()
                    .filter(feature -> entry.getKey().equals(feature.name))
                    .findFirst()
                    .orElseGet(() -> added(cpu, entry.getKey()));
            element.policy = word(entry.getValue());
        });
    }

    private static CpuFeatureElement added(CpuElement cpu, String name) {
        CpuFeatureElement feature = new CpuFeatureElement();
        feature.name = name;
        cpu.features.add(feature);
        return feature;
    }

    private static String text(Optional<CpuModel> model) {
        return model.map(it -> it.name().orElseGet(() -> Objects.requireNonNull(WORDS.get(it.mode())))
                        + (it.features().isEmpty()
                                ? ""
                                : " with " + it.features().size() + " features"))
                .orElse("open");
    }
}
