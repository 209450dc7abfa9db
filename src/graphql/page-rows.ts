/** Rows that the entries of one page point at: read together, once for each way in which they are asked for. */
export class PageRows<Row extends { readonly id: number }> {
  readonly #read: (query: object) => Promise<Row[]>;
  readonly #found = new Map<string, Promise<ReadonlyMap<number, Row>>>();

  /** `read` gives the rows of the whole page, as `query` of Pothos' Prisma plugin selects them. */
  constructor(read: (query: object) => Promise<Row[]>) {
    this.#read = read;
  }

  /** One of them; null when it is gone, or not for who asks. */
  async row(id: number, query: object = {}): Promise<Row | null> {
    const key = JSON.stringify(query);
    const found = this.#found.get(key) ?? this.#read(query).then((rows) => new Map(rows.map((row) => [row.id, row])));
    this.#found.set(key, found);
    return (await found).get(id) ?? null;
  }
}
