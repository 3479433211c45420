package io.gapura.filters.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Somebody whose phone number the database does not know. */
@Entity
@Table(name = "people")
class Person {
    @Id
    private String name = "";

    @Convert(converter = SealedPhone.class)
    @Column(length = 600)
    private @Nullable String phone;

    /** For the provider. */
    protected Person() {}

    Person(String name, @Nullable String phone) {
        this.name = name;
        this.phone = phone;
    }

    String name() {
        return name;
    }

    @Nullable
    String phone() {
        return phone;
    }

    void call(@Nullable String other) {
        phone = other;
    }
}
