/**
 * Webhooks: deliveries of other services, proven in the way that each of them signs. One engine; how a sender signs is a
 * section of {@code dialects.txt}, with the page it was taken from and the day it was checked.
 *
 * <p>What is let through, at the paths of a sender:
 *
 * <ol>
 *   <li>a POST whose signature was made with one of the active secrets over what the dialect says, the raw content above
 *       all; other methods where the dialect signs the method (HubSpot), and GET for the forms of Twilio,
 *   <li>made within the tolerance, before or after now, where the dialect signs a time,
 *   <li>not coded ({@code Content-Encoding}), and at most {@code max-body} long,
 *   <li>for the first time, where the dialect signs an id and a time: a copy is refused once the first one was answered
 *       with 2xx, told to come back (503) while the first one runs, and let in after anything else, because senders
 *       repeat what failed;
 *   <li>and to an endpoint with {@link io.gapura.filters.signing.webhook.WebhookFrom} nothing but a delivery of that
 *       sender, whatever way it came.
 * </ol>
 *
 * <p>Everything else at these paths is 401 with one answer for all causes, 400 when the fields do not parse, 413 over the
 * limit, or 503 when the store of deliveries cannot take one more. Other paths are not looked at.
 *
 * <p>Caveat: {@code github}, {@code shopify} and others sign neither id nor time. Whoever has seen one of their deliveries
 * can send it again for ever: the start-up line says so, and the application has to know what it has handled. Nothing may
 * decode or change the content before this policy. The memory of deliveries ends with the process unless it is shared.
 *
 * <p>Allowed: {@code POST /hooks/stripe} with {@code Stripe-Signature: t=…,v1=…} of this minute. Refused: the same bytes
 * five minutes later, or with one byte changed.
 */
@NullMarked
package io.gapura.filters.signing.webhook;

import org.jspecify.annotations.NullMarked;
