package dev.glassbox.cli;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.glassbox.file.Printable;

/// JSON escapes for everything that could steer a terminal, beyond the control characters JSON itself escapes: DEL, the C1 controls,
/// direction marks and other invisible format characters, line separators.
final class TerminalEscapes extends CharacterEscapes {

    private static final long serialVersionUID = 1L;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[0x7F] = ESCAPE_CUSTOM;
        return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
        return Printable.harmless(character) ? null : new SerializedString(String.format("\\u%04x", character));
    }
}
