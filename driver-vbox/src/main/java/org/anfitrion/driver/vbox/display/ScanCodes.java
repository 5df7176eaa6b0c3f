package org.anfitrion.driver.vbox.display;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.display.KeyCode;

/**
 * Key codes of Linux as scan codes of a PC keyboard, set 1.
 *
 * <p>Source: {@code include/uapi/linux/input-event-codes.h} of Linux, whose first 88 codes are the scan codes themselves, and
 * "Keyboard Scan Code Specification", revision 1.3a, of Microsoft for the keys with a prefix.
 */
final class ScanCodes {

    private static final int PREFIX = 0xe0;
    private static final int RELEASED = 0x80;
    private static final int LAST_THAT_IS_THE_SAME = 83;

    /** Of the keys after those that are the same; with {@code 0xe000} where the code has the prefix. */
    private static final Map<Integer, Integer> OTHERS = others();

    private ScanCodes() {}

    private static Map<Integer, Integer> others() {
        Map<Integer, Integer> codes = new HashMap<>();
        int[][] table = {
            {86, 0x56}, // the key beside the left shift of ISO keyboards
            {87, 0x57},
            {88, 0x58}, // F11, F12
            {89, 0x73},
            {92, 0x79},
            {93, 0x70},
            {94, 0x7b},
            {124, 0x7d}, // Japanese
            {96, 0xe01c},
            {97, 0xe01d},
            {98, 0xe035},
            {99, 0xe037},
            {100, 0xe038}, // Enter, Ctrl, /, SysRq, Alt on the right
            {102, 0xe047},
            {103, 0xe048},
            {104, 0xe049},
            {105, 0xe04b},
            {106, 0xe04d}, // Home, up, page up, left, right
            {107, 0xe04f},
            {108, 0xe050},
            {109, 0xe051},
            {110, 0xe052},
            {111, 0xe053}, // End, down, page down, Ins, Del
            {113, 0xe020},
            {114, 0xe02e},
            {115, 0xe030},
            {116, 0xe05e}, // mute, quieter, louder, power
            {117, 0x59},
            {121, 0x7e}, // = and , of the keypad
            {125, 0xe05b},
            {126, 0xe05c},
            {127, 0xe05d}, // meta on the left and on the right, menu
            {128, 0xe068},
            {140, 0xe021},
            {142, 0xe05f},
            {143, 0xe063}, // stop, calculator, sleep, wake up
            {155, 0xe06c},
            {156, 0xe066},
            {158, 0xe06a},
            {159, 0xe069}, // mail, bookmarks, back, forward
            {163, 0xe019},
            {164, 0xe022},
            {165, 0xe010},
            {166, 0xe024}, // next, play, previous, stop
            {172, 0xe032},
            {173, 0xe067},
            {217, 0xe065}, // home page, refresh, search
            {183, 0x64},
            {184, 0x65},
            {185, 0x66},
            {186, 0x67},
            {187, 0x68},
            {188, 0x69}, // F13 to F18
            {189, 0x6a},
            {190, 0x6b},
            {191, 0x6c},
            {192, 0x6d},
            {193, 0x6e},
            {194, 0x76} // F19 to F24
        };
        for (int[] row : table) {
            codes.put(row[0], row[1]);
        }
        return Map.copyOf(codes);
    }

    /** The code of a key; empty if a PC keyboard has no such key, or one that cannot be held. */
    static Optional<Integer> of(KeyCode key) {
        return key.code() <= LAST_THAT_IS_THE_SAME
                ? Optional.of(key.code())
                : Optional.ofNullable(OTHERS.get(key.code()));
    }

    /** The bytes of keys that go down, in hexadecimal. */
    static List<String> pressed(List<Integer> codes) {
        return codes.stream().flatMap(code -> bytes(code, 0).stream()).toList();
    }

    /** The bytes of keys that come up again, the last one first, in hexadecimal. */
    static List<String> released(List<Integer> codes) {
        List<Integer> backwards = new ArrayList<>(codes);
        Collections.reverse(backwards);
        return backwards.stream()
                .flatMap(code -> bytes(code, RELEASED).stream())
                .toList();
    }

    private static List<String> bytes(int code, int mark) {
        String last = hexadecimal((code & 0xff) | mark);
        return code > 0xff ? List.of(hexadecimal(PREFIX), last) : List.of(last);
    }

    private static String hexadecimal(int number) {
        return String.format(Locale.ROOT, "%02x", number);
    }
}
