package io.gapura.examples.orders;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.rbac.Permission;
import io.gapura.rbac.ResourceAccess;
import io.gapura.rbac.ResourceCheck;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the access rules ask about a single order or customer: each a look-up that is the same for what does not exist. */
final class OrderChecks {
    private static final Permission READ_CUSTOMER = Permission.of("customer:read");

    private OrderChecks() {}

    /** For {@code Rbac.checks}: a container for dependency injection would do this. */
    static Function<Class<? extends ResourceCheck>, ResourceCheck> on(OrderBook orders, CustomerBook customers) {
        Map<Class<?>, ResourceCheck> checks = Map.of(
                Visible.class, new Visible(orders),
                NotItsMaker.class, new NotItsMaker(orders),
                OfTenant.class, new OfTenant(orders),
                OwnsCustomer.class, new OwnsCustomer(customers));
        return type -> Optional.ofNullable(checks.get(type))
                .orElseThrow(() -> ConfigurationException.of(type.getName() + " is not among the checks of the demo"));
    }

    static boolean isPerson(Caller caller) {
        return caller.mechanism().equals(PeoplePolicy.MECHANISM);
    }

    /** People see every order, a partner its own. */
    static final class Visible implements ResourceCheck {
        private final OrderBook orders;

        Visible(OrderBook orders) {
            this.orders = orders;
        }

        @Override
        public Decision decide(ResourceAccess access) {
            Optional<Order> order = orders.find(access.parameter("id"));
            boolean visible = order.filter(found -> isPerson(access.caller())
                            || found.maker().equals(access.caller().toString()))
                    .isPresent();
            return visible ? access.proceed() : access.refuse(order.isEmpty() ? "no-order" : "not-own");
        }
    }

    /** Four eyes: whoever made an order cannot approve it, whatever permissions they hold. */
    static final class NotItsMaker implements ResourceCheck {
        private final OrderBook orders;

        NotItsMaker(OrderBook orders) {
            this.orders = orders;
        }

        @Override
        public Decision decide(ResourceAccess access) {
            boolean own = orders.find(access.parameter("id"))
                    .filter(order -> order.maker().equals(access.caller().toString()))
                    .isPresent();
            return own ? access.refuse("own-order") : access.proceed();
        }
    }

    /** The order is of the tenant that the path names. */
    static final class OfTenant implements ResourceCheck {
        private final OrderBook orders;

        OfTenant(OrderBook orders) {
            this.orders = orders;
        }

        @Override
        public Decision decide(ResourceAccess access) {
            boolean ours = orders.find(access.parameter("id"))
                    .filter(order -> access.parameter("tenant").equals(order.tenant()))
                    .isPresent();
            return ours ? access.proceed() : access.refuse("other-tenant");
        }
    }

    /** A customer is for whoever entered it, and for those who are granted that very record. */
    static final class OwnsCustomer implements ResourceCheck {
        private final CustomerBook customers;

        OwnsCustomer(CustomerBook customers) {
            this.customers = customers;
        }

        @Override
        public Decision decide(ResourceAccess access) {
            Optional<Customer> customer = customers.find(access.parameter("id"));
            boolean readable = customer.filter(
                            found -> found.owner().equals(access.caller().toString())
                                    || access.permits(READ_CUSTOMER.on(found.id())))
                    .isPresent();
            return readable ? access.proceed() : access.refuse("not-owner");
        }
    }
}
