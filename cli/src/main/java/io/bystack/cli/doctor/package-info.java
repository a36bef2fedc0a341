/** What {@code bystack node doctor} looks at on a machine before a node is run on it. */
package io.bystack.cli.doctor;
