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
import org.anfitrion.libvirt.xml.domain.CpuFeature;
import org.anfitrion.libvirt.xml.domain.CpuModelName;
import org.anfitrion.libvirt.xml.domain.DomainCpu;
import org.anfitrion.libvirt.xml.domain.DomainElement;

/** The processor that the guest sees. A description that leaves it open leaves it as it is. */
final class CpuModelConcern implements Concern {

    private static final Map<CpuMode, DomainCpu.Mode> WORDS = new EnumMap<>(Map.of(
            CpuMode.HOST_PASSTHROUGH, DomainCpu.Mode.HOST_PASSTHROUGH,
            CpuMode.HOST_MODEL, DomainCpu.Mode.HOST_MODEL,
            CpuMode.NAMED, DomainCpu.Mode.CUSTOM,
            CpuMode.MAXIMUM, DomainCpu.Mode.MAXIMUM));

    @Override
    public void read(DomainElement from, DomainSpecBuilder to) {
        from.cpu().flatMap(CpuModelConcern::read).ifPresent(to::cpuModel);
    }

    private static Optional<CpuModel> read(DomainCpu cpu) {
        Optional<String> name = cpu.model().map(model -> model.text().strip()).filter(text -> !text.isEmpty());
        DomainCpu.Mode word = mode(cpu);
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

    /** Without a mode libvirt means a named model. */
    private static DomainCpu.Mode mode(DomainCpu cpu) {
        return cpu.mode().orElse(DomainCpu.Mode.CUSTOM);
    }

    private static Map<String, CpuFeaturePolicy> features(DomainCpu cpu) {
        Map<String, CpuFeaturePolicy> features = new LinkedHashMap<>();
        for (CpuFeature feature : cpu.features()) {
            feature.name().ifPresent(name -> policy(feature).ifPresent(policy -> features.put(name, policy)));
        }
        return features;
    }

    private static Optional<CpuFeaturePolicy> policy(CpuFeature feature) {
        CpuFeature.Policy word = feature.policy().orElse(CpuFeature.Policy.REQUIRE);
        for (CpuFeaturePolicy policy : CpuFeaturePolicy.values()) {
            if (word(policy).equals(word)) {
                return Optional.of(policy);
            }
        }
        return Optional.empty();
    }

    private static CpuFeature.Policy word(CpuFeaturePolicy policy) {
        return new CpuFeature.Policy(policy.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public void write(Change change) {
        Optional<CpuModel> wanted = change.wanted().cpuModel();
        Optional<CpuModel> base = change.base().flatMap(DomainSpec::cpuModel);
        if (wanted.isEmpty() || wanted.equals(base)) {
            return;
        }
        write(change.domain().cpuOrNew(), wanted.get());
        change.note("CPU model", text(base), text(wanted));
    }

    private static void write(DomainCpu cpu, CpuModel wanted) {
        DomainCpu.Mode word = Objects.requireNonNull(WORDS.get(wanted.mode()));
        if (!cpu.mode().equals(Optional.of(word))) {
            // What is said of the one way to choose a processor does not hold for another.
            cpu.setCheck(null).setMigratable(null);
            cpu.setMatch(wanted.mode() == CpuMode.NAMED ? cpu.match().orElse(DomainCpu.Match.EXACT) : null);
        }
        cpu.setMode(word);
        if (wanted.name().isPresent()) {
            cpu.modelOrNew().setValue(wanted.name().get()).setFallback(CpuModelName.Fallback.FORBID);
        } else {
            cpu.setModel(null);
        }
        writeFeatures(cpu, wanted.features());
    }

    private static void writeFeatures(DomainCpu cpu, Map<String, CpuFeaturePolicy> wanted) {
        // A feature with a policy that is not known here stays, unless it is described now.
        cpu.features()
                .removeIf(feature -> policy(feature).isPresent()
                        && !feature.name().map(wanted::containsKey).orElse(false));
        wanted.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            CpuFeature element = cpu.features().stream()
                    .filter(feature -> feature.name().equals(Optional.of(entry.getKey())))
                    .findFirst()
                    .orElseGet(() -> cpu.addFeature().setName(entry.getKey()));
            element.setPolicy(word(entry.getValue()));
        });
    }

    private static String text(Optional<CpuModel> model) {
        return model.map(it -> it.name().orElseGet(() -> Objects.requireNonNull(WORDS.get(it.mode()))
                                .text())
                        + (it.features().isEmpty()
                                ? ""
                                : " with " + it.features().size() + " features"))
                .orElse("open");
    }
}
