/// Glassbox: a small GPT that trains in the window and shows every number of it.
module dev.glassbox {
    requires jdk.incubator.vector;
    requires javafx.controls;
    requires javafx.fxml;
    requires org.controlsfx.controls;
    requires org.kordamp.ikonli.javafx;
    requires org.kordamp.ikonli.feather;
    requires atlantafx.base;
    requires info.picocli;
    requires com.fasterxml.jackson.databind;
    requires jtokkit;

    opens dev.glassbox.cli to info.picocli;
}
