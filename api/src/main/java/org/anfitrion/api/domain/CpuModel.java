package org.anfitrion.api.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.internal.Text;

/**
 * The processor that a guest sees. Immutable.
 *
 * @param mode how it is chosen
 * @param name the model, such as {@code Skylake-Server}; there exactly if the mode is {@link CpuMode#NAMED}
 * @param features features that differ from the model's, such as {@code vmx}
 */
public record CpuModel(CpuMode mode, Optional<String> name, Map<String, CpuFeaturePolicy> features) {

    /**
     * Creates the description.
     *
     * @param mode how it is chosen
     * @param name the model, such as {@code Skylake-Server}; there exactly if the mode is {@link CpuMode#NAMED}
     * @param features features that differ from the model's, such as {@code vmx}
     * @throws InvalidSpecException if mode and name do not go together
     */
    public CpuModel {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(name, "name");
        features = Map.copyOf(features);
        if (name.isPresent() != (mode == CpuMode.NAMED)) {
            throw InvalidSpecException.of(
                    "CPU model", name.orElse("none"), "a name goes with the mode NAMED, and only with it");
        }
        name.ifPresent(text -> Text.token("CPU model", text));
        features.keySet().forEach(feature -> Text.token("CPU feature", feature));
    }

    /**
     * Describes the host's own processor.
     *
     * @return the description
     */
    public static CpuModel hostPassthrough() {
        return new CpuModel(CpuMode.HOST_PASSTHROUGH, Optional.empty(), Map.of());
    }

    /**
     * Describes the model nearest to the host's.
     *
     * @return the description
     */
    public static CpuModel hostModel() {
        return new CpuModel(CpuMode.HOST_MODEL, Optional.empty(), Map.of());
    }

    /**
     * Describes a model by its name.
     *
     * @param name such as {@code qemu64} or {@code Skylake-Server}
     * @return the description
     * @throws InvalidSpecException if it is not a word
     */
    public static CpuModel named(String name) {
        return new CpuModel(CpuMode.NAMED, Optional.of(name), Map.of());
    }

    /**
     * Returns a copy that treats a feature otherwise than its model does.
     *
     * @param feature such as {@code vmx}
     * @param policy what becomes of it
     * @return the copy
     * @throws InvalidSpecException if it is not a word
     */
    public CpuModel feature(String feature, CpuFeaturePolicy policy) {
        Map<String, CpuFeaturePolicy> all = new LinkedHashMap<>(features);
        all.put(feature, policy);
        return new CpuModel(mode, name, all);
    }
}
