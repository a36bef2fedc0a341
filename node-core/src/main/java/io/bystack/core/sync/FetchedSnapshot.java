package io.bystack.core.sync;

import java.nio.file.Path;

/**
 * The file of a snapshot that peers have given. Each of its parts is what the peers announced;
 * whether it is the snapshot that was wanted shows when it is loaded.
 *
 * @param unpacked bytes it unpacks to, as was announced
 */
public record FetchedSnapshot(Path file, long unpacked) {}
