package io.gapura.validation.files;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Archives that nobody packs, written byte by byte. */
final class ForgedArchives {
    private ForgedArchives() {}

    /** One entry as bytes, every field of which a test may set. */
    static final class Forged {
        byte[] name;
        byte[] content;
        int flags = 0x0800;
        int method;
        long mode;
        int madeBy = 3;
        byte[] extra = new byte[0];
        byte[] localExtra = new byte[0];
        byte[] packed;
        long checksum;
        long unpacked;

        Forged(String name, String content) {
            this.name = name.getBytes(StandardCharsets.UTF_8);
            content(content.getBytes(StandardCharsets.UTF_8));
        }

        Forged content(byte[] bytes) {
            CRC32 sum = new CRC32();
            sum.update(bytes);
            content = bytes;
            packed = bytes;
            checksum = sum.getValue();
            unpacked = bytes.length;
            return this;
        }

        Forged deflate() {
            Deflater deflater = new Deflater(9, true);
            deflater.setInput(content);
            deflater.finish();
            byte[] target = new byte[content.length + 100];
            packed = java.util.Arrays.copyOf(target, 0);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            while (!deflater.finished()) {
                out.write(target, 0, deflater.deflate(target));
            }
            deflater.end();
            packed = out.toByteArray();
            method = 8;
            return this;
        }

        byte[] local() {
            boolean deferred = (flags & 8) != 0;
            ByteBuffer header = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt((int) ZipDirectory.LOCAL).putShort((short) 20).putShort((short) flags);
            header.putShort((short) method).putInt(0).putInt(deferred ? 0 : (int) checksum);
            header.putInt(deferred ? 0 : packed.length).putInt(deferred ? 0 : (int) unpacked);
            header.putShort((short) name.length).putShort((short) localExtra.length);
            byte[] plain = Samples.concat(header.array(), name, localExtra, packed);
            if (!deferred) {
                return plain;
            }
            ByteBuffer descriptor = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            descriptor
                    .putInt(0x08074b50)
                    .putInt((int) checksum)
                    .putInt(packed.length)
                    .putInt((int) unpacked);
            return Samples.concat(plain, descriptor.array());
        }

        byte[] central(int offset) {
            ByteBuffer header = ByteBuffer.allocate(46).order(ByteOrder.LITTLE_ENDIAN);
            header.putInt((int) ZipDirectory.CENTRAL)
                    .put((byte) 20)
                    .put((byte) madeBy)
                    .putShort((short) 20);
            header.putShort((short) flags).putShort((short) method).putInt(0).putInt((int) checksum);
            header.putInt(packed.length).putInt((int) unpacked).putShort((short) name.length);
            header.putShort((short) extra.length)
                    .putShort((short) 0)
                    .putShort((short) 0)
                    .putShort((short) 0);
            header.putInt((int) (mode << 16)).putInt(offset);
            return Samples.concat(header.array(), name, extra);
        }
    }

    static byte[] archive(Forged... entries) {
        ByteArrayOutputStream locals = new ByteArrayOutputStream();
        ByteArrayOutputStream centrals = new ByteArrayOutputStream();
        for (Forged entry : entries) {
            centrals.writeBytes(entry.central(locals.size()));
            locals.writeBytes(entry.local());
        }
        return Samples.concat(
                locals.toByteArray(), centrals.toByteArray(), end(entries.length, centrals.size(), locals.size()));
    }

    static byte[] end(int count, int size, int offset) {
        ByteBuffer end = ByteBuffer.allocate(22).order(ByteOrder.LITTLE_ENDIAN);
        end.putInt((int) ZipDirectory.END).putInt(0).putShort((short) count).putShort((short) count);
        return end.putInt(size).putInt(offset).putShort((short) 0).array();
    }
}
