package dev.glassbox.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;

/// Why the operating system refused, in words.
final class Reasons {

    private Reasons() {}

    static String of(Exception failed) {
        return switch (failed) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "no such file or folder";
            case FileAlreadyExistsException _ -> "a file of that name is in the way";
            case NotDirectoryException _ -> "a part of the path is not a folder";
            case FileSystemLoopException _ -> "links go round in a circle";
            case ReadOnlyFileSystemException _ -> "the disk is read-only";
            case FileSystemException system when system.getReason() != null -> decapitalised(system.getReason());
            case IOException other when other.getMessage() != null -> decapitalised(other.getMessage());
            default -> failed.getClass().getSimpleName();
        };
    }

    private static String decapitalised(String reason) {
        return reason.isEmpty() ? "unknown reason" : Character.toLowerCase(reason.charAt(0)) + reason.substring(1);
    }
}
