package io.gapura.filters.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One page that is open in a browser without a window, for tests that click and type: the browser gets pointer and keys as a
 * person's hand gives them, and finds out itself what they hit. Whatever is asked for is waited for, for at most four minutes.
 * Speaks the DevTools protocol of Chromium. For one thread.
 */
public final class BrowserTab implements Closeable {
    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final Pattern SOCKET = Pattern.compile("\"webSocketDebuggerUrl\":\\s*\"(ws://[^\"]+/page/[^\"]+)\"");
    private static final Pattern VALUE =
            Pattern.compile("\"result\":\\{\"type\":\"string\",\"value\":\"([A-Za-z0-9%._~!*'()-]*)\"");

    /** Virtual key codes of what is pressed, and what it writes. */
    private static final Map<String, Key> KEYS = Map.of(
            "Enter", new Key(13, "\\r"),
            "Escape", new Key(27, ""),
            "Tab", new Key(9, ""),
            "ArrowLeft", new Key(37, ""),
            "ArrowUp", new Key(38, ""),
            "ArrowRight", new Key(39, ""),
            "ArrowDown", new Key(40, ""));

    private final Process process;
    private final WebSocket socket;
    private final Answers answers;
    private int asked;

    private record Key(int code, String text) {}

    /** What the browser says, message by message. */
    private static final class Answers implements WebSocket.Listener {
        private final BlockingQueue<String> whole = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            part.append(text);
            if (last) {
                whole.add(part.toString());
                part.setLength(0);
            }
            from.request(1);
            return null;
        }
    }

    private BrowserTab(Process process, WebSocket socket, Answers answers) {
        this.process = process;
        this.socket = socket;
        this.answers = answers;
    }

    /** In a process that was told to write where it listens into that folder. */
    static BrowserTab of(Process process, Path profile) throws IOException, InterruptedException {
        boolean open = false;
        try {
            Answers answers = new Answers();
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(page(process, profile), answers)
                    .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            open = true;
            return new BrowserTab(process, socket, answers);
        } catch (ExecutionException | TimeoutException unreached) {
            throw new IOException("the browser does not answer", unreached);
        } finally {
            if (!open) {
                end(process);
            }
        }
    }

    /** The address of the first page, once there is one. */
    private static URI page(Process process, Path profile) throws IOException, InterruptedException {
        Path port = profile.resolve("DevToolsActivePort");
        HttpClient client = HttpClient.newHttpClient();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            String[] said = Files.exists(port) ? Files.readString(port).split("\n", -1) : new String[0];
            if (said.length > 1) {
                HttpRequest list = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + said[0].strip() + "/json/list"))
                        .timeout(LONGEST)
                        .build();
                Matcher found = SOCKET.matcher(
                        client.send(list, HttpResponse.BodyHandlers.ofString()).body());
                if (found.find()) {
                    return URI.create(found.group(1));
                }
            }
            Thread.sleep(20);
        }
        throw new IOException("the browser shows no page");
    }

    /** Leads to an address, and returns before it has loaded. */
    public void open(String address) throws IOException, InterruptedException {
        ask("Page.navigate", "{\"url\":" + quoted(address) + "}");
    }

    /** What an expression of the page is now, as text. */
    public String value(String expression) throws IOException, InterruptedException {
        String answer = ask(
                "Runtime.evaluate",
                "{\"awaitPromise\":true,\"expression\":"
                        + quoted("Promise.resolve(" + expression + ").then(v => encodeURIComponent(String(v)))") + "}");
        Matcher found = VALUE.matcher(answer);
        if (!found.find() || answer.contains("\"exceptionDetails\"")) {
            throw new IOException("the page cannot say " + expression + ": " + answer);
        }
        return URLDecoder.decode(found.group(1).replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Waits until the page says that it is so; an error names what it is then. */
    public void await(String condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        boolean met = is(condition);
        while (!met && System.nanoTime() < deadline) {
            Thread.sleep(20);
            met = is(condition);
        }
        if (!met) {
            throw new AssertionError("not within four minutes: " + condition + "\n" + value("document.body.innerText"));
        }
    }

    /** A page that is being replaced says nothing. */
    private boolean is(String condition) throws IOException, InterruptedException {
        return value("(() => { try { return Boolean(" + condition + "); } catch (none) { return false; } })()")
                .equals("true");
    }

    /**
     * Presses the pointer on the middle of what a selector finds, once it is there and stands still, as a hand does that
     * aims; whatever lies there gets it.
     */
    public void click(String selector) throws IOException, InterruptedException {
        String found = "document.querySelector(" + quoted(selector) + ")";
        await(found + "?.checkVisibility() && !" + found + ".disabled");
        String[] place = standing(found).split(" ", 2);
        for (String type : new String[] {"mousePressed", "mouseReleased"}) {
            ask(
                    "Input.dispatchMouseEvent",
                    "{\"type\":\"" + type + "\",\"button\":\"left\",\"clickCount\":1,\"x\":" + place[0] + ",\"y\":"
                            + place[1] + "}");
        }
    }

    /** Where the middle of an element is, when it is there at two looks and nothing is animated. */
    private String standing(String found) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        String before = "";
        String now = place(found);
        while (!now.equals(before) || now.startsWith("moving")) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("does not stand still within four minutes: " + found);
            }
            Thread.sleep(20);
            before = now;
            now = place(found);
        }
        return now;
    }

    private String place(String found) throws IOException, InterruptedException {
        return value("(() => { const e = " + found + "; if (!e) { return 'moving'; }"
                + " e.scrollIntoView({ block: 'center' });"
                + " if (document.getAnimations().some(a => a.playState === 'running'"
                + " && a.effect?.getComputedTiming().endTime !== Infinity)) { return 'moving'; }"
                + " const b = e.getBoundingClientRect();"
                + " return (b.x + b.width / 2) + ' ' + (b.y + b.height / 2); })()");
    }

    /** Writes into what has the focus. */
    public void type(String text) throws IOException, InterruptedException {
        ask("Input.insertText", "{\"text\":" + quoted(text) + "}");
    }

    /** Presses one key: {@code Enter}, {@code Escape}, {@code Tab} or an arrow such as {@code ArrowDown}. */
    public void press(String name) throws IOException, InterruptedException {
        Key key = KEYS.get(name);
        if (key == null) {
            throw new IllegalArgumentException("no key of that name is known");
        }
        String common = "\"key\":\"" + name + "\",\"code\":\"" + name + "\",\"windowsVirtualKeyCode\":" + key.code();
        String text = key.text().isEmpty() ? "" : ",\"text\":\"" + key.text() + "\"";
        ask("Input.dispatchKeyEvent", "{\"type\":\"keyDown\"," + common + text + "}");
        ask("Input.dispatchKeyEvent", "{\"type\":\"keyUp\"," + common + "}");
    }

    private String ask(String method, String parameters) throws IOException, InterruptedException {
        int id = ++asked;
        CompletableFuture<WebSocket> sent = socket.sendText(
                "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}", true);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() < deadline && !sent.isCompletedExceptionally()) {
            String answer = answers.whole.poll(1, TimeUnit.SECONDS);
            if (answer != null && answer.startsWith("{\"id\":" + id + ",")) {
                if (answer.startsWith("{\"id\":" + id + ",\"error\"")) {
                    throw new IOException(method + ": " + answer);
                }
                return answer;
            }
        }
        throw new IOException("the browser does not answer " + method);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (each < 0x20 || each == '"' || each == '\\' || each > 0x7e) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) each));
            } else {
                json.append(each);
            }
        }
        return json.append('"').toString();
    }

    private static void end(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        socket.abort();
        try {
            end(process);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
