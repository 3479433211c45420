package io.gapura.examples.servers.adopt;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Says something over a WebSocket and waits until it comes back. */
final class Chat implements WebSocket.Listener {
    private static final String WORDS = "is anybody there?";

    private final CompletableFuture<String> heard = new CompletableFuture<>();

    private Chat() {}

    /** What the browser does not get back is a fault that it keeps. */
    static void talk(Browser browser) {
        Chat chat = new Chat();
        URI echo = URI.create("ws://" + browser.base().getAuthority() + "/examples/websocket/echoProgrammatic");
        browser.counted("a WebSocket", () -> {
            WebSocket socket = browser.client()
                    .newWebSocketBuilder()
                    .header("Origin", browser.base().toString())
                    .header("Sec-Fetch-Site", "same-origin")
                    .header("Sec-Fetch-Mode", "websocket")
                    .header("Sec-Fetch-Dest", "empty")
                    .buildAsync(echo, chat)
                    .get(5, TimeUnit.MINUTES);
            socket.sendText(WORDS, true).get(5, TimeUnit.MINUTES);
            String back = chat.heard.get(5, TimeUnit.MINUTES);
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(5, TimeUnit.MINUTES);
            return back.equals(WORDS) ? "" : "another echo";
        });
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        heard.complete(text.toString());
        socket.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        heard.completeExceptionally(error);
    }
}
