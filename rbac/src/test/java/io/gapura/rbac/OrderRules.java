package io.gapura.rbac;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;

/** Orders, who may do what with them, and the policy document that says so. */
final class OrderRules {
    static final String POLICY = """
            version: 1
            permissions: [ "audit:read" ]
            roles:
              viewer:   { grants: [ "order:read" ] }
              clerk:    { includes: [ viewer ], grants: [ "order:create", "order:read:*" ] }
              manager:  { includes: [ clerk ], grants: [ "order:approve", "report:*" ] }
              auditor:  { grants: [ "order:read", "audit:**" ] }
              payer:    { grants: [ "payment:create" ] }
              approver: { grants: [ "payment:approve" ] }
              external: {}
            deny:
              - { role: external, permissions: [ "report:**", "payment:**" ] }
            separation:
              static:  [ { name: maker-checker, roles: [ clerk, auditor ], max: 1 } ]
              dynamic: [ { name: one-hat, roles: [ payer, approver ], max: 1 } ]
            assignments:
              signing:
                viewer:   { roles: [ viewer ] }
                clerk:    { roles: [ clerk ] }
                manager:  { roles: [ manager ] }
                external: { roles: [ manager, external ] }
                both:     { roles: [ payer, approver ] }
                payer:    { roles: [ payer ] }
            claims:
              - { issuer: "https://idp.example", roles: { claim: roles, same-name: [ clerk, auditor, viewer ] } }
            """;

    private OrderRules() {}

    @RolesAllowed("clerk")
    public static class Orders {
        public void gated() {}

        @PermitAll
        public void open() {}

        @PublicEndpoint(reason = "health probe")
        public void probe() {}

        @DenyAll
        public void closed() {}

        @Authenticated
        public void anyone() {}

        @RolesAllowed("**")
        public void starred() {}

        @RolesAllowed({})
        public void empty() {}

        @RolesAllowed({"auditor", "manager"})
        public void either() {}
    }

    public static class Permissions {
        @RequiresPermission("order:read")
        public void read() {}

        @RequiresPermission("order:read:42")
        public void readOne() {}

        @RequiresPermission({"order:read", "order:approve"})
        public void both() {}

        @RequiresPermission(
                value = {"payment:create", "order:approve"},
                mode = RequiresPermission.Mode.ANY)
        public void oneOf() {}

        @RequiresPermission("order:read")
        @RequiresPermission("report:sales")
        public void repeated() {}

        @RolesAllowed("viewer")
        @RequiresPermission("order:create")
        public void gateAndDemand() {}

        public void nothing() {}
    }
}
