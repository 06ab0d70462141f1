package dev.glassbox.nn;

import java.util.Arrays;
import java.util.stream.Collectors;

/// An enum constant with the spelling it has in `config.json` and on the command line.
public interface Keyed {
    String key();

    /// The constant with this spelling.
    ///
    /// @param setting the name of the setting, for the message
    /// @throws IllegalArgumentException naming the setting and the spellings it knows
    static <E extends Enum<E> & Keyed> E parse(Class<E> type, String setting, String key) {
        for (E constant : type.getEnumConstants()) {
            if (constant.key().equals(key)) {
                return constant;
            }
        }
        String known = Arrays.stream(type.getEnumConstants()).map(Keyed::key).collect(Collectors.joining(", "));
        throw new IllegalArgumentException(setting + ": '" + key + "' is not known; use one of " + known);
    }
}
