/**
 * Values of many rows, each different one held once: most users of a job get the same role, the same result, the same
 * before-image, and PostgreSQL need not parse that a thousand times.
 */
export class Dictionary {
  readonly #indexes = new Map<string, number>();
  // A value that is the very same object need not be written out again to be recognized.
  readonly #known = new Map<unknown, number>();
  readonly #values: string[] = [];
  // Lists that differ often hold the same entries: each of these is written out once, too.
  #entries: Dictionary | null = null;

  /** The index of the value, counted from 0. */
  indexOf(value: unknown): number {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const index = Array.isArray(value) ? this.#indexOfList(value) : this.#indexOfJson(JSON.stringify(value));
    this.#known.set(value, index);
    return index;
  }

  /** All values as one JSON array, in the order of their indexes. */
  toJson(): string {
    return `[${this.#values.join(',')}]`;
  }

  #indexOfJson(json: string): number {
    return this.#indexes.get(json) ?? this.#add(json, json);
  }

  #indexOfList(list: readonly unknown[]): number {
    this.#entries ??= new Dictionary();
    const entries = this.#entries;
    const places = list.map((entry) => entries.indexOf(entry));
    // No JSON begins like this: a list is never taken for another value.
    const key = `#${places.join()}`;
    return this.#indexes.get(key) ?? this.#add(key, `[${places.map((place) => entries.#values[place]).join(',')}]`);
  }

  #add(key: string, json: string): number {
    const index = this.#values.push(json) - 1;
    this.#indexes.set(key, index);
    return index;
  }
}
