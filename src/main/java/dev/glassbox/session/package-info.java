/// One experiment and everything that has a thread: the run, the inspector, the diary, and the mailboxes between them and a screen.
package dev.glassbox.session;
