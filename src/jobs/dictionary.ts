/**
 * Values of many rows, each different one held once: most users of a job get the same role, the same result, the same
 * before-image, and PostgreSQL need not parse that a thousand times.
 */
export class Dictionary {
  readonly #indexes = new Map<string, number>();

  /** The index of the value, counted from 0. */
  indexOf(value: unknown): number {
    const json = JSON.stringify(value);
    const known = this.#indexes.get(json);
    if (known !== undefined) return known;
    this.#indexes.set(json, this.#indexes.size);
    return this.#indexes.size - 1;
  }

  /** All values as one JSON array, in the order of their indexes. */
  toJson(): string {
    return `[${[...this.#indexes.keys()].join(',')}]`;
  }
}
