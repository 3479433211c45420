package io.gapura.examples.servers.app.rest;

import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.constraints.SafeText;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.UUID;

/** Declares every kind of parameter that a client may send. */
@Path("contract")
@PermitAll
public class ContractResource {
    /** How a list is sorted. */
    public enum Sort {
        NAME,
        DATE
    }

    @GET
    @Path("list")
    public Response list(
            @QueryParam("page") @DefaultValue("1") @Min(1) @Max(100) int page,
            @QueryParam("sort") @DefaultValue("NAME") Sort sort,
            @QueryParam("tag") @Size(max = 2) List<@Size(max = 3) String> tags,
            @QueryParam("q") @SafeText(max = 20) String text,
            @HeaderParam("X-Tenant") @Identifier(max = 8) String tenant,
            @CookieParam("seen") @Min(0) @Max(9) Integer seen) {
        return Answers.text("ContractResource#list", page + " " + sort + " " + tags.size());
    }

    @GET
    @Path("item/{id}/{part}")
    public Response item(
            @PathParam("id") UUID id,
            @PathParam("part") @Min(0) @Max(9) int part,
            @QueryParam("key") @NotNull @Identifier(max = 8) String key) {
        return Answers.text("ContractResource#item", id + " " + part);
    }

    @POST
    @Path("form")
    public Response form(@FormParam("name") @NotNull @SafeText(max = 10) String name) {
        return Answers.text("ContractResource#form", name);
    }

    @POST
    @Path("xml")
    @Consumes("application/xml")
    public Response xml(@NotNull byte[] document) {
        return Answers.text("ContractResource#xml", "bytes=" + document.length);
    }

    /** A constraint that only the validator knows. */
    @GET
    @Path("even")
    public Response even(@QueryParam("number") @Min(0) @Max(1_000) @Even Integer number) {
        return Answers.text("ContractResource#even", "even");
    }

    /** A constraint of the application's own. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = EvenValidator.class)
    public @interface Even {
        String message() default "canary-message";

        Class<?>[] groups() default {};

        Class<? extends Payload>[] payload() default {};
    }

    /** What it says. */
    public static final class EvenValidator implements ConstraintValidator<Even, Integer> {
        @Override
        public boolean isValid(Integer number, ConstraintValidatorContext context) {
            return number == null || number % 2 == 0;
        }
    }
}
