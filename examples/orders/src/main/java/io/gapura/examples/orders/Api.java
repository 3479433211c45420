package io.gapura.examples.orders;

import io.gapura.filters.audit.view.LogViewer;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.jersey.GapuraJerseyFeature;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The Jakarta REST application. */
final class Api extends ResourceConfig {
    /** What the resources work on. */
    record Stores(
            OrderBook book,
            CustomerBook customers,
            CustomerImport imported,
            DocumentBook documents,
            NoteBook notes,
            Tokens tokens,
            People people,
            RecoveryCodes codes,
            LoginAttempts attempts,
            ApiDocument document,
            LogViewer log,
            Readiness readiness) {}

    Api(Stores stores, GapuraFeature gate) {
        register(gate);
        register(GapuraJerseyFeature.class);
        register(HealthResource.class);
        register(ApiDocumentResource.class);
        register(LoginResource.class);
        register(OrdersResource.class);
        register(PartnerOrdersResource.class);
        register(TenantOrdersResource.class);
        register(CustomersResource.class);
        register(CustomerImportResource.class);
        register(DocumentsResource.class);
        register(NotesResource.class);
        register(SessionsResource.class);
        register(RecoveryResource.class);
        register(ShopResource.class);
        register(AuditResource.class);
        register(JsonBinding.class);
        register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(stores.book()).to(OrderBook.class);
                bind(stores.customers()).to(CustomerBook.class);
                bind(stores.imported()).to(CustomerImport.class);
                bind(stores.documents()).to(DocumentBook.class);
                bind(stores.notes()).to(NoteBook.class);
                bind(stores.tokens()).to(Tokens.class);
                bind(stores.people()).to(People.class);
                bind(stores.codes()).to(RecoveryCodes.class);
                bind(stores.attempts()).to(LoginAttempts.class);
                bind(stores.document()).to(ApiDocument.class);
                bind(stores.log()).to(LogViewer.class);
                bind(stores.readiness()).to(Readiness.class);
            }
        });
        // a description of all endpoints for everybody: not asked for
        property(ServerProperties.WADL_FEATURE_DISABLE, true);
    }
}
