package io.gapura.examples.orders;

import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.jersey.GapuraJerseyFeature;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/** The Jakarta REST application. */
final class Api extends ResourceConfig {
    Api(OrderBook book, CustomerBook customers, Tokens tokens, GapuraFeature gate) {
        register(gate);
        register(GapuraJerseyFeature.class);
        register(HealthResource.class);
        register(LoginResource.class);
        register(OrdersResource.class);
        register(PartnerOrdersResource.class);
        register(TenantOrdersResource.class);
        register(CustomersResource.class);
        register(SessionsResource.class);
        register(ShopResource.class);
        register(JsonBinding.class);
        register(new AbstractBinder() {
            @Override
            protected void configure() {
                bind(book).to(OrderBook.class);
                bind(customers).to(CustomerBook.class);
                bind(tokens).to(Tokens.class);
            }
        });
        // a description of all endpoints for everybody: not asked for
        property(ServerProperties.WADL_FEATURE_DISABLE, true);
    }
}
