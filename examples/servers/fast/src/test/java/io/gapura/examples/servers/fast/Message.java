package io.gapura.examples.servers.fast;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a request, cut apart without judging them. */
record Message(String method, String target, List<String> headers, byte[] content, long length) {
    static Message parse(byte[] request) {
        String text = new String(request, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n", -1);
        String[] words = lines[0].split(" ", 3);
        List<String> headers = new ArrayList<>();
        long length = 0;
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            String name = lines[i].substring(0, colon);
            String value = lines[i].substring(colon + 1).strip();
            headers.addAll(List.of(name, value));
            if (name.equals("Content-Length")) {
                length = Long.parseLong(value);
            }
        }
        byte[] content = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
        return new Message(words[0], words[1], headers, content, length);
    }
}
