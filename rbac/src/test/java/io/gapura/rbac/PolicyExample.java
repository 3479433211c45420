package io.gapura.rbac;

import java.nio.charset.StandardCharsets;

/** A document with everything that one can say. */
final class PolicyExample {
    static final String PAGE = """
            version: 1
            permissions: [ "invoice:export" ]            # asked for only in code; those in annotations are known already
            roles:
              viewer:   { grants: [ "order:read" ] }
              clerk:    { includes: [ viewer ], grants: [ "order:create", "order:read:*" ] }
              manager:  { includes: [ clerk ], grants: [ "order:approve", "report:*", "invoice:export" ] }
              auditor:  { grants: [ "order:read", "audit:**" ] }
              payer:    { grants: [ "payment:create" ] }
              approver: { grants: [ "payment:approve" ] }
              operator: { grants: [ "ops:read" ] }
              external: {}                               # marker role, no grants
            deny:
              - { role: external, permissions: [ "payment:**", "audit:**" ] }
            separation:
              static:  [ { name: maker-checker, roles: [ clerk, auditor ], max: 1 } ]
              dynamic: [ { name: one-hat, roles: [ payer, approver ], max: 1 } ]
            assignments:
              signing:      { orders-partner: { roles: [ clerk ], tenant: acme, scopes: [ orders.write ] } }
              certificates: { "CN=batch,O=acme": { roles: [ viewer ] }, "dns:batch.acme.example": { roles: [ viewer ] } }
              container:    { ORDER_CLERK: { roles: [ clerk ] } }
              webhook:      { shop: { roles: [ clerk ] } }
              subjects:
                - { issuer: "https://idp.example/realm", subject: "8f1c2d", roles: [ manager ], tenant: "@global" }
            claims:
              - issuer: "https://idp.example/realm"
                roles:  { claim: realm_access.roles, map: { order-mgr: manager }, same-name: [ viewer ], unmapped: ignore }
                tenant: { claim: org }
              - { mechanism: people, roles: { same-name: [ clerk ], unmapped: refuse } }
            scopes:
              orders.read:  { roles: [ viewer ], permissions: [ "order:read", "order:read:*" ] }
              orders.write: { roles: [ clerk ],  permissions: [ "order:**" ] }
            paths:
              - { path: "/internal/health", method: [ GET ], public: "liveness probe" }
              - { path: "/internal/**", require: { permissions: [ "ops:read" ] } }
              - { path: "/legacy/orders/{order}", method: [ GET ], require: { roles: [ viewer ] } }
              - { path: "/tenants/{org}", require: { scopes: [ orders.read ], tenant: org, check: org.acme.Owns } }
              - { path: "/console/**", deny: true }
              - { path: "/me", require: { authenticated: true } }
            endpoints:
              - { class: org.vendor.OpenApiResource, public: "API description" }
              - { class: org.vendor.Jobs, method: "run(java.lang.String)", require: { roles: [ manager ], acr: phr, max-age: PT5M } }
              - { class: org.vendor.Jobs, method: "stop()", require: { acr: [ phr, phrh ], check: [ org.acme.Owns ] } }
              - { class: org.vendor.Console, deny: true }
            """;

    private PolicyExample() {}

    static PolicyDocument page() {
        return read(PAGE);
    }

    static PolicyDocument read(String text) {
        return PolicyDocument.read("p.yaml", text.getBytes(StandardCharsets.UTF_8));
    }
}
