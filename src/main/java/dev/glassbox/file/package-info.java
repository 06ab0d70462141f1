/// Reading files that may hold anything, and writing files that appear whole or not at all.
package dev.glassbox.file;
