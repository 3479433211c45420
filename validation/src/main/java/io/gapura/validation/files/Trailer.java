package io.gapura.validation.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Instant;

/**
 * What a store knows of a file, behind its bytes in one file: both are there or neither is, whatever crashes. Last come
 * the length of it and four letters.
 */
final class Trailer {
    private static final int MAGIC = 0x47505231;
    private static final int END = 8;
    private static final int LONGEST = 8_192;

    private Trailer() {}

    static byte[] of(StoredFile file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF(file.name());
        out.writeUTF(file.type().name());
        out.writeLong(file.length());
        out.writeUTF(file.sha256());
        out.writeUTF(file.owner());
        out.writeLong(file.storedAt().toEpochMilli());
        int length = bytes.size();
        out.writeInt(length);
        out.writeInt(MAGIC);
        return bytes.toByteArray();
    }

    /**
     * What stands behind the bytes of a file.
     *
     * @throws BrokenFormatException when a file is not the store's
     */
    static StoredFile read(String id, FileChannel channel) throws IOException {
        long end = channel.size() - END;
        BrokenFormatException.require(end >= 0, "no trailer");
        ByteBuffer last = bytes(channel, end, END);
        int length = last.getInt();
        BrokenFormatException.require(
                last.getInt() == MAGIC && length > 0 && length <= LONGEST && length <= end, "no trailer");
        byte[] said = new byte[length];
        bytes(channel, end - length, length).get(said);
        StoredFile file = read(id, new DataInputStream(new ByteArrayInputStream(said)));
        BrokenFormatException.require(file.length() == end - length, "another length");
        return file;
    }

    private static StoredFile read(String id, DataInputStream in) throws IOException {
        String name = in.readUTF();
        FileType type;
        try {
            type = FileType.valueOf(in.readUTF());
        } catch (IllegalArgumentException unknown) {
            throw new BrokenFormatException("unknown type");
        }
        return new StoredFile(
                id, name, type, in.readLong(), in.readUTF(), in.readUTF(), Instant.ofEpochMilli(in.readLong()));
    }

    private static ByteBuffer bytes(FileChannel channel, long at, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            BrokenFormatException.require(channel.read(bytes, at + bytes.position()) > 0, "cut");
        }
        return bytes.flip();
    }
}
