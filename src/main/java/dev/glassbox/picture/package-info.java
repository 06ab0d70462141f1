/// Pictures as values: immutable records over plain arrays that paint themselves on an abstract [Pen].
///
/// Nothing here knows a toolkit. Screen, presentation, PNG and SVG are four pens or sizes of the same record.
package dev.glassbox.picture;
