/** How commands end: exit codes, and what is said when one cannot do what it was asked for. */
package io.bystack.cli.exit;
