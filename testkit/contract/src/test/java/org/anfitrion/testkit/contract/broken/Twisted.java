package org.anfitrion.testkit.contract.broken;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Interfaces of which some methods are done by another object. */
final class Twisted {

    private Twisted() {}

    static <T> T of(Class<T> type, T sound, Object twist) {
        requireMeaning(type, twist);
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Optional<Method> instead = instead(twist, method);
                    try {
                        return instead.isPresent()
                                ? instead.get().invoke(twist, arguments)
                                : method.invoke(sound, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }

    private static Optional<Method> instead(Object twist, Method method) {
        Optional<Method> found =
                methods(twist).filter(other -> isSame(other, method)).findFirst();
        found.ifPresent(other -> other.setAccessible(true));
        return found;
    }

    private static Stream<Method> methods(Object twist) {
        return Arrays.stream(twist.getClass().getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && java.lang.reflect.Modifier.isPublic(method.getModifiers()));
    }

    private static boolean isSame(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }

    /** A twist of nothing would be a fault that cannot be found. */
    private static void requireMeaning(Class<?> type, Object twist) {
        methods(twist).forEach(method -> {
            if (Arrays.stream(type.getMethods()).noneMatch(other -> isSame(method, other))) {
                throw new IllegalArgumentException(method + " is no method of " + type);
            }
        });
    }
}
