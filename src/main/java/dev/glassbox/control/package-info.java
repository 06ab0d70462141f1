/// JavaFX nodes of our own: the view of a picture and the few controls the toolkit does not have.
package dev.glassbox.control;
