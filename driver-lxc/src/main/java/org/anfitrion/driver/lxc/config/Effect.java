package org.anfitrion.driver.lxc.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What holds after all lines: a later value takes the place of an earlier one, or joins it where a key may be given several
 * times; an empty value takes all earlier ones back. Source: lxc.container.conf(5), and what liblxc 5.0 tells of its own state.
 */
final class Effect {

    /** Keys that may be given several times. */
    private static final Pattern SEVERAL =
            Pattern.compile("lxc\\.(mount\\.(entry|auto)|cap\\.(drop|keep)|idmap|environment"
                    + "|group|hook\\.[a-z-]+|apparmor\\.raw|cgroup2?\\..+|net\\.\\d+\\.ipv[46]\\.address"
                    + "|net\\.\\d+\\.veth\\.(ipv[46]\\.route|vlan\\.tagged\\.id))");

    /** Keys whose empty value takes back all keys below them. */
    private static final Pattern WHOLE = Pattern.compile("lxc\\.(net(\\.\\d+)?|cgroup2?|hook|prlimit|sysctl|proc)");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private Effect() {}

    static Effect of(Stream<Setting> settings) {
        Effect effect = new Effect();
        settings.forEach(effect::take);
        return effect;
    }

    static boolean mayRepeat(String key) {
        return SEVERAL.matcher(key).matches();
    }

    private void take(Setting setting) {
        String key = setting.key();
        if (setting.value().isEmpty()) {
            values.remove(key);
            if (WHOLE.matcher(key).matches()) {
                values.keySet().removeIf(other -> other.startsWith(key + "."));
            }
            return;
        }
        List<String> all = values.computeIfAbsent(key, missing -> new ArrayList<>());
        if (!mayRepeat(key)) {
            all.clear();
        }
        all.add(setting.value());
    }

    List<String> all(String key) {
        return List.copyOf(values.getOrDefault(key, List.of()));
    }

    List<String> keys() {
        return List.copyOf(values.keySet());
    }
}
