package io.gapura.filters.audit;

import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Closes one segment with a key that is gone afterwards: who breaks in later can write no seal for it. Text of nine
 * lines, the last one the sum over the others.
 *
 * @param origin of the log
 * @param epoch number of the key, from 0, one a seal
 * @param first sequence in the segment
 * @param last sequence in the segment
 * @param firstTime when the first line was written, in ms
 * @param lastTime when the last line was written, in ms
 * @param root of the tree over all lines up to the last
 */
record Seal(String origin, long epoch, long first, long last, long firstTime, long lastTime, TreeHash root) {
    static final int LONGEST = 1_024;
    private static final String HEAD = "gapura-seal-v1";

    /** What is summed. */
    byte[] content() {
        return String.join(
                        "\n",
                        HEAD,
                        origin,
                        String.valueOf(epoch),
                        String.valueOf(first),
                        String.valueOf(last),
                        String.valueOf(firstTime),
                        String.valueOf(lastTime),
                        root.base64(),
                        "")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The file. */
    byte[] sealed(EpochKeys key) {
        byte[] content = content();
        return (new String(content, StandardCharsets.UTF_8)
                        + Base64.getEncoder().encodeToString(key.sum(content)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What a file claims, written in the one way there is; whether its sum is right, {@link EpochKeys} says. */
    static Seal parse(byte[] file) throws NotProvenException {
        String[] lines = new String(file, StandardCharsets.UTF_8).split("\n", -1);
        if (file.length > LONGEST || lines.length != 10 || !lines[0].equals(HEAD) || !lines[9].isEmpty()) {
            throw new NotProvenException("seal has not its shape");
        }
        try {
            Seal seal = new Seal(
                    lines[1],
                    Long.parseLong(lines[2]),
                    Long.parseLong(lines[3]),
                    Long.parseLong(lines[4]),
                    Long.parseLong(lines[5]),
                    Long.parseLong(lines[6]),
                    TreeHash.ofBase64(lines[7]));
            String written = new String(seal.content(), StandardCharsets.UTF_8) + lines[8] + "\n";
            if (written.equals(new String(file, StandardCharsets.UTF_8)) && sumOf(lines[8]).length == 32) {
                return seal;
            }
        } catch (IllegalArgumentException notNumbers) {
            // said below
        }
        throw new NotProvenException("seal has not its shape");
    }

    /** The sum in a file that was parsed. */
    static byte[] sum(byte[] file) {
        return sumOf(new String(file, StandardCharsets.UTF_8).split("\n", -1)[8]);
    }

    private static byte[] sumOf(String line) {
        byte[] sum = Base64.getDecoder().decode(line);
        if (!Base64.getEncoder().encodeToString(sum).equals(line)) {
            throw new IllegalArgumentException("sum");
        }
        return sum;
    }
}
