package org.anfitrion.libvirt.wire;

import com.sun.jna.Pointer;
import java.lang.reflect.Proxy;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.libvirt.jna.DomainPointer;

/** A libvirt that hands out domains that are not there, and counts how often each is freed. */
final class CountingLibvirt {

    private final AtomicLong addresses = new AtomicLong(0x1000);
    private final ConcurrentMap<Long, Integer> freed = new ConcurrentHashMap<>();

    LibvirtLibrary library() {
        return (LibvirtLibrary) Proxy.newProxyInstance(
                LibvirtLibrary.class.getClassLoader(),
                new Class<?>[] {LibvirtLibrary.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "virDomainGetName" -> "name-" + address((DomainPointer) arguments[0]);
                    case "virDomainFree" -> {
                        freed.merge(address((DomainPointer) arguments[0]), 1, Integer::sum);
                        yield 0;
                    }
                    default -> throw new AssertionError("unexpected call of " + method);
                });
    }

    DomainPointer domain() {
        return new DomainPointer(new Pointer(addresses.incrementAndGet()));
    }

    static long address(DomainPointer pointer) {
        return Pointer.nativeValue(pointer.getPointer());
    }

    int timesFreed(DomainPointer pointer) {
        return freed.getOrDefault(address(pointer), 0);
    }
}
