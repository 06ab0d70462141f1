/// What a window shows, as properties and commands, without a single node: everything here runs in a test that ticks the pulse by hand.
package dev.glassbox.viewmodel;
