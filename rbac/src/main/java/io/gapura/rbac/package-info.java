/** Who may call what: roles, permissions and the rules of endpoints. */
@NullMarked
package io.gapura.rbac;

import org.jspecify.annotations.NullMarked;
