/**
 * The {@code bystack} command. {@link io.bystack.cli.Main} builds the command tree in {@link
 * io.bystack.cli.CommandTree}; each command is one class, reads its input through {@link
 * io.bystack.cli.Input}, writes its result through {@link io.bystack.cli.Terminal} and ends with an
 * {@link io.bystack.cli.ExitCode}. May use every module.
 */
package io.bystack.cli;
