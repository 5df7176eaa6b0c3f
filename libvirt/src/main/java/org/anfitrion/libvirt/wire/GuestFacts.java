package org.anfitrion.libvirt.wire;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.anfitrion.api.guest.GuestFilesystem;
import org.anfitrion.api.guest.GuestInfo;
import org.anfitrion.api.guest.GuestUser;
import org.anfitrion.api.unit.DataSize;

/**
 * What {@code virDomainGetGuestInfo} tells of a guest; the names are those of its documentation. What the agent does not know
 * is not among them.
 */
public final class GuestFacts {

    private static final int ALL = 0;
    private static final int SIZE = 96;
    private static final int TYPE_OFFSET = 80;
    private static final int VALUE_OFFSET = 88;
    private static final int STRING = 7;

    private final TypedParameters numbers;
    private final Map<String, String> texts;

    private GuestFacts(TypedParameters numbers, Map<String, String> texts) {
        this.numbers = numbers;
        this.texts = texts;
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
            return new GuestFacts(TypedParameters.read(array, count.getValue()), texts(array, count.getValue())).info();
        } finally {
            if (array != null) {
                library.virTypedParamsFree(array, count.getValue());
            }
        }
    }

    private static Map<String, String> texts(Pointer array, int count) {
        Map<String, String> texts = new HashMap<>();
        for (int index = 0; index < count; index++) {
            ByteBuffer parameter =
                    array.getByteBuffer((long) index * SIZE, SIZE).order(ByteOrder.nativeOrder());
            if (parameter.getInt(TYPE_OFFSET) == STRING) {
                Pointer text = new Pointer(parameter.getLong(VALUE_OFFSET));
                texts.put(
                        array.getString((long) index * SIZE, StandardCharsets.US_ASCII.name()),
                        text.getString(0, StandardCharsets.UTF_8.name()));
            }
        }
        return texts;
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
        OptionalLong since = numbers.number(key + "login-time");
        return text(key + "name")
                .map(name -> new GuestUser(
                        name,
                        since.isPresent() ? Optional.of(Instant.ofEpochMilli(since.getAsLong())) : Optional.empty()));
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
        return IntStream.range(0, (int) numbers.number(what + ".count").orElse(0));
    }

    private Optional<DataSize> size(String name) {
        OptionalLong bytes = numbers.number(name);
        return bytes.isPresent() && bytes.getAsLong() >= 0
                ? Optional.of(DataSize.bytes(bytes.getAsLong()))
                : Optional.empty();
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(texts.get(name)).filter(text -> !text.isEmpty());
    }
}
