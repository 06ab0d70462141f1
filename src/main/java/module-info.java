/// Glassbox: a small GPT that trains in the window and shows every number of it.
module dev.glassbox {
    requires static jdk.incubator.vector; // a Java without it computes with the scalar kernels
    requires javafx.controls;
    requires javafx.fxml;
    requires org.controlsfx.controls;
    requires org.kordamp.ikonli.javafx;
    requires org.kordamp.ikonli.feather;
    requires atlantafx.base;
    requires info.picocli;
    requires com.fasterxml.jackson.databind;
    requires jtokkit;

    exports dev.glassbox.control to javafx.fxml;
    opens dev.glassbox.control to javafx.fxml;
    exports dev.glassbox.view to javafx.fxml;
    opens dev.glassbox.view to javafx.fxml;
    exports dev.glassbox.app to javafx.graphics;
    opens dev.glassbox.cli to info.picocli;
}
