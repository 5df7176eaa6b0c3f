package org.anfitrion.libvirt.wire;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.anfitrion.api.guest.GuestFilesystem;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.guest.GuestUser;
import org.anfitrion.api.unit.DataSize;
import org.jspecify.annotations.Nullable;

/**
 * What {@code virDomainGetGuestInfo} tells of a guest; the names are those of its documentation. What the agent does not know
 * is not among them.
 */
public final class GuestFacts {

    private static final int ALL = 0;

    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    private GuestFacts(@Nullable Pointer array, int count) {
        new ParameterWalk<String>(name -> name).read(array, count, new StatisticsReceiver<>() {
            @Override
            public void number(String name, long value) {
                numbers.put(name, value);
            }

            @Override
            public void real(String name, double value) {
                // no fact is one
            }

            @Override
            public void text(String name, String value) {
                texts.put(name, value);
            }
        });
    }

    /**
     * Asks the guest's agent. The caller holds a lease.
     *
     * @param wire where
     * @param domain which
     * @param attempt what for
     * @return what it tells
     */
    public static GuestInfo of(WireConnection wire, DomainReference domain, Attempt attempt) {
        PointerByReference parameters = new PointerByReference();
        IntByReference count = new IntByReference();
        LibvirtLibrary library = wire.library();
        if (library.virDomainGetGuestInfo(domain.pointer(), ALL, parameters, count, 0) < 0) {
            throw wire.failed(attempt);
        }
        Pointer array = parameters.getValue();
        try {
            return new GuestFacts(array, count.getValue()).info();
        } finally {
            if (array != null) {
                library.virTypedParamsFree(array, count.getValue());
            }
        }
    }

    private GuestInfo info() {
        return new GuestInfo(
                text("hostname"),
                text("os.id"),
                text("os.pretty-name").or(() -> text("os.name")),
                text("os.kernel-release"),
                text("timezone.name"),
                numbered("user").mapToObj(this::user).flatMap(Optional::stream).toList(),
                numbered("fs")
                        .mapToObj(this::filesystem)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private Optional<GuestUser> user(int number) {
        String key = "user." + number + ".";
        return text(key + "name")
                .map(name -> new GuestUser(
                        name,
                        Optional.ofNullable(numbers.get(key + "login-time")).map(Instant::ofEpochMilli)));
    }

    private Optional<GuestFilesystem> filesystem(int number) {
        String key = "fs." + number + ".";
        List<String> disks = numbered(key + "disk")
                .mapToObj(disk -> text(key + "disk." + disk + ".alias"))
                .flatMap(Optional::stream)
                .toList();
        return text(key + "mountpoint")
                .map(mountPoint -> new GuestFilesystem(
                        mountPoint,
                        text(key + "name").orElse(""),
                        text(key + "fstype").orElse(""),
                        size(key + "total-bytes"),
                        size(key + "used-bytes"),
                        disks));
    }

    private IntStream numbered(String what) {
        return IntStream.range(0, numbers.getOrDefault(what + ".count", 0L).intValue());
    }

    private Optional<DataSize> size(String name) {
        return Optional.ofNullable(numbers.get(name))
                .filter(bytes -> bytes >= 0)
                .map(DataSize::bytes);
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name)).filter(text -> !text.isEmpty());
    }
}
