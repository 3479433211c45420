package io.gapura.filters.signing.client;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.ResponseInfo;

/** Whether a response may be handed out. */
@FunctionalInterface
interface AnswerCheck {
    void require(HttpRequest sent, ResponseInfo answer, byte[] content) throws IOException;
}
