/**
 * Values of many rows, each different one held once: most users of a job get the same role, the same result, the same
 * before-image, and PostgreSQL need not parse that a thousand times.
 */
export class Dictionary {
  readonly #indexes = new Map<string, number>();
  // A value that is the very same object need not be written out again to be recognized.
  readonly #known = new Map<unknown, number>();

  /** The index of the value, counted from 0. */
  indexOf(value: unknown): number {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    const json = JSON.stringify(value);
    const index = this.#indexes.get(json) ?? this.#indexes.size;
    this.#indexes.set(json, index);
    this.#known.set(value, index);
    return index;
  }

  /** All values as one JSON array, in the order of their indexes. */
  toJson(): string {
    return `[${[...this.#indexes.keys()].join(',')}]`;
  }
}
