package com.qqwxpay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever Java code can name from the client on: no signature has a type of Kotlin, or one of the native library. */
class JavaSignaturesTest {
    private static final List<Class<?>> ROOTS = List.of(
            QqWxPayClient.class, Operation.class, QqWxPayException.class, HandledNotification.class, NativeLibraryMissingError.class, ClientEvent.class);

    /** What javac lets other packages see. */
    private static boolean isSeen(Member member) {
        return (member.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0 && !member.isSynthetic();
    }

    private static void classes(Type type, Set<Class<?>> into) {
        if (type instanceof Class<?> plain) {
            into.add(plain.isArray() ? plain.getComponentType() : plain);
        } else if (type instanceof ParameterizedType generic) {
            classes(generic.getRawType(), into);
            for (Type argument : generic.getActualTypeArguments()) {
                classes(argument, into);
            }
        } else if (type instanceof WildcardType wildcard) {
            for (Type bound : wildcard.getUpperBounds()) {
                classes(bound, into);
            }
            for (Type bound : wildcard.getLowerBounds()) {
                classes(bound, into);
            }
        } else if (type instanceof GenericArrayType array) {
            classes(array.getGenericComponentType(), into);
        } else if (type instanceof TypeVariable<?> variable) {
            for (Type bound : variable.getBounds()) {
                if (bound instanceof Class<?>) {
                    classes(bound, into);
                }
            }
        }
    }

    /** The classes in the signatures of a class, each with the member that names it. */
    private static void inspect(Class<?> type, Set<Class<?>> named, Set<String> wrong) {
        Set<Class<?>> own = new LinkedHashSet<>();
        if (type.getGenericSuperclass() != null) {
            classes(type.getGenericSuperclass(), own);
        }
        for (Type parent : type.getGenericInterfaces()) {
            classes(parent, own);
        }
        if (type.isSealed()) {
            own.addAll(List.of(type.getPermittedSubclasses()));
        }
        own.addAll(List.of(type.getClasses()));
        judge(type.getName(), own, wrong);
        named.addAll(own);
        List<Member> members = new java.util.ArrayList<>(List.of(type.getDeclaredMethods()));
        members.addAll(List.of(type.getDeclaredConstructors()));
        members.addAll(List.of(type.getDeclaredFields()));
        for (Member member : members) {
            if (!isSeen(member)) {
                continue;
            }
            Set<Class<?>> used = new LinkedHashSet<>();
            if (member instanceof Field field) {
                classes(field.getGenericType(), used);
            }
            if (member instanceof Method method) {
                classes(method.getGenericReturnType(), used);
            }
            if (member instanceof Executable executable) {
                for (Type parameter : executable.getGenericParameterTypes()) {
                    classes(parameter, used);
                }
            }
            judge(type.getName() + "." + member.getName(), used, wrong);
            named.addAll(used);
        }
    }

    private static void judge(String where, Set<Class<?>> used, Set<String> wrong) {
        for (Class<?> one : used) {
            String name = one.getName();
            if (name.startsWith("kotlin") || name.startsWith("com.qqwxpay.internal") || name.startsWith("com.sun.jna")) {
                wrong.add(where + ": " + name);
            }
        }
    }

    private static Set<Class<?>> walk(List<Class<?>> roots, Set<String> wrong) {
        Set<Class<?>> seen = new LinkedHashSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Class<?> next = open.pop();
            if (next.getName().startsWith("com.qqwxpay.") && seen.add(next)) {
                Set<Class<?>> named = new LinkedHashSet<>();
                inspect(next, named, wrong);
                open.addAll(named);
            }
        }
        return seen;
    }

    @Test
    void noTypeOfKotlinIsInSight() {
        Set<String> wrong = new TreeSet<>();
        Set<Class<?>> seen = walk(ROOTS, wrong);
        assertTrue(seen.size() > 150, seen.size() + " classes");
        assertTrue(seen.containsAll(List.of(Prepared.class, PreparedBill.class, PreparableOrder.class, BillReader.class, Outcome.Payment.class, Settings.Builder.class)));
        assertEquals(Set.of(), wrong);
    }

    @Test
    void theFaceOfKotlinWouldBeFound() {
        Set<String> wrong = new TreeSet<>();
        walk(List.of(QqWxPay.class), wrong);
        assertTrue(wrong.stream().anyMatch(line -> line.contains("kotlin.coroutines.Continuation")), wrong.toString());
    }

    @Test
    void noNameIsMangled() {
        Set<String> mangled = new TreeSet<>();
        for (Class<?> type : walk(ROOTS, new TreeSet<>())) {
            for (Method method : type.getDeclaredMethods()) {
                if (isSeen(method) && !method.getName().matches("[a-zA-Z0-9]+")) {
                    mangled.add(type.getName() + "." + method.getName());
                }
            }
        }
        assertEquals(Set.of(), mangled);
        assertFalse(walk(ROOTS, new TreeSet<>()).contains(QqWxPay.class), "Java never meets Kotlin's client");
    }
}
