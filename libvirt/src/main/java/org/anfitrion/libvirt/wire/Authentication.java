package org.anfitrion.libvirt.wire;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.anfitrion.api.connection.CredentialRequest;
import org.anfitrion.api.connection.CredentialRequest.Kind;
import org.anfitrion.api.connection.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * One login: a {@code virConnectAuth} while a connection is opened, and what was asked meanwhile.
 *
 * <p>libvirt frees each answer by {@code free}, so it must come from libc's {@code malloc}; memory that Java owns aborts the
 * process. One callback serves all logins and is never freed under libvirt; each login is found by its number.
 */
final class Authentication implements AutoCloseable {

    private static final Logger LOG = System.getLogger("org.anfitrion.libvirt.native");

    /** The values of {@code virConnectCredentialType} that are asked; EXTERNAL (polkit) is libvirt's own business. */
    private static final Map<Integer, Kind> KINDS = Map.of(
            1, Kind.USER_NAME,
            2, Kind.USER_NAME,
            5, Kind.PASSWORD,
            6, Kind.OTHER,
            7, Kind.PASSWORD,
            8, Kind.REALM);

    private static final int POINTER = Native.POINTER_SIZE;
    /** {@code virConnectCredential}: type, prompt, challenge, defresult, result, resultlen, each at a pointer's place. */
    private static final int CREDENTIAL_SIZE = 6 * POINTER;

    private static final int PROMPT = POINTER;
    private static final int RESULT = 4 * POINTER;
    private static final int RESULT_LENGTH = 5 * POINTER;

    private static final Map<Long, Authentication> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final LibvirtLibrary.AuthCallback CALLBACK = Authentication::asked;

    private final long number = NUMBERS.incrementAndGet();
    private final Credentials credentials;
    private final Memory auth;
    private final Memory types;
    private boolean asked;
    private boolean refused;
    private @Nullable RuntimeException failure;

    Authentication(Credentials credentials) {
        this.credentials = credentials;
        int[] kinds =
                KINDS.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
        types = new Memory((long) kinds.length * Integer.BYTES);
        types.write(0, kinds, 0, kinds.length);
        auth = new Memory(4L * POINTER);
        auth.setPointer(0, types);
        auth.setInt(POINTER, kinds.length);
        auth.setPointer(2L * POINTER, com.sun.jna.CallbackReference.getFunctionPointer(CALLBACK));
        auth.setPointer(3L * POINTER, Pointer.createConstant(number));
        OPEN.put(number, this);
    }

    Pointer pointer() {
        return auth;
    }

    /** Whether the backend asked for anything. */
    boolean asked() {
        return asked;
    }

    /** Whether it asked for something that was not answered. */
    boolean refused() {
        return refused;
    }

    /** What the application's own code threw when it was asked. */
    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    private static int asked(Pointer array, int count, @Nullable Pointer opaque) {
        Authentication login = OPEN.get(Pointer.nativeValue(opaque));
        return login != null && login.answerAll(array, count) ? 0 : -1;
    }

    private boolean answerAll(Pointer array, int count) {
        asked = true;
        try {
            for (int i = 0; i < count; i++) {
                if (!answer(array.share((long) i * CREDENTIAL_SIZE))) {
                    refused = true;
                    return false;
                }
            }
            return true;
        } catch (RuntimeException e) {
            // Nothing may pass through a native frame; it is thrown again once libvirt has returned.
            failure = e;
            return false;
        }
    }

    private boolean answer(Pointer credential) {
        Kind kind = KINDS.get(credential.getInt(0));
        if (kind == null) {
            return false;
        }
        Pointer prompt = credential.getPointer(PROMPT);
        String question = prompt == null ? "" : prompt.getString(0, StandardCharsets.UTF_8.name());
        Optional<String> answer = credentials.answer(new CredentialRequest(kind, question));
        if (answer.isEmpty()) {
            LOG.log(Level.DEBUG, "no answer for {0} ({1})", kind, question);
            return false;
        }
        byte[] text = answer.get().getBytes(StandardCharsets.UTF_8);
        credential.setPointer(RESULT, copy(text));
        credential.setInt(RESULT_LENGTH, text.length);
        Arrays.fill(text, (byte) 0);
        return true;
    }

    private static Pointer copy(byte[] text) {
        Pointer memory = NativeLibrary.getProcess()
                .getFunction("malloc")
                .invokePointer(new Object[] {new org.libvirt.jna.SizeT(text.length + 1L)});
        memory.write(0, text, 0, text.length);
        memory.setByte(text.length, (byte) 0);
        return memory;
    }

    @Override
    public void close() {
        OPEN.remove(number);
        auth.close();
        types.close();
    }
}
