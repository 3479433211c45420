package io.gapura.examples.orders;

import io.gapura.filters.config.DataSize;
import io.gapura.validation.BeanConstraints;
import io.gapura.validation.files.ArchiveLimits;
import io.gapura.validation.files.FileDraft;
import io.gapura.validation.files.FileRules;
import io.gapura.validation.files.FileStore;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.SafeArchive;
import io.gapura.validation.files.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Makes customers of a file that was uploaded: a CSV table, or a ZIP archive of such tables and nothing else. The file is
 * deleted once it was read, whatever becomes of it. Thread-safe.
 */
final class CustomerImport {
    /** Ten tables of what one table may have, which is more than their rows need. */
    private static final ArchiveLimits ARCHIVE = new ArchiveLimits(10, DataSize.of("1MiB"), 100);

    private static final FileRules TABLE = FileRules.allowing(FileType.CSV).maxBytes(DataSize.of("256KiB"));

    private final CustomerBook book;
    private final FileStore store;
    private final BeanConstraints constraints = BeanConstraints.standard();

    CustomerImport(CustomerBook book, FileStore store) {
        this.book = book;
        this.store = store;
    }

    /** Adds all of them, or none; how many that are. */
    int take(StoredFile file, String owner) throws IOException {
        List<NewCustomer> customers;
        try {
            CustomerTable table = new CustomerTable(constraints);
            if (file.type() == FileType.ZIP) {
                readArchive(file, table);
            } else {
                readTable(file, table);
            }
            table.refuseIfWrong();
            customers = table.customers();
        } finally {
            boolean ignored = store.delete(file);
        }
        return book.addAll(customers, owner);
    }

    private void readTable(StoredFile file, CustomerTable table) throws IOException {
        try (InputStream content = store.read(file)) {
            table.read(content, "");
        }
    }

    /** A table is known by its position: its name is the client's word. */
    private void readArchive(StoredFile file, CustomerTable table) throws IOException {
        try (SafeArchive archive = SafeArchive.of(bytes(file), ARCHIVE)) {
            List<FileDraft> drafts = archive.unpack(store, file.owner(), TABLE);
            try {
                for (int i = 0; i < drafts.size(); i++) {
                    try (InputStream content = drafts.get(i).read()) {
                        table.read(content, "/files/" + i);
                    }
                }
            } finally {
                for (FileDraft draft : drafts) {
                    draft.close();
                }
            }
        }
    }

    /** As many as the rule of the upload lets in. */
    private byte[] bytes(StoredFile file) throws IOException {
        try (InputStream content = store.read(file)) {
            return content.readAllBytes();
        }
    }
}
