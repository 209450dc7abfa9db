/**
 * A stream whose reader may be slow: of the values it has not read it gets the newest only, and nothing is ever buffered
 * for it. An object of its own and not an async generator, since an idle generator cannot be cancelled from outside.
 */
export class Latest<Value> implements AsyncIterableIterator<Value, undefined> {
  readonly #onReturn: () => void;
  #slot: { readonly value: Value } | null = null;
  #waiting: ((result: IteratorResult<Value, undefined>) => void)[] = [];
  #ended = false;

  /** `onReturn` is called once, when the reader stops reading or the end was reached. */
  constructor(onReturn: () => void = () => {}) {
    this.#onReturn = onReturn;
  }

  /** Offers a value. It takes the place of one that was not read yet. */
  push(value: Value): void {
    if (this.#ended) return;
    const reader = this.#waiting.shift();
    if (reader) reader({ value, done: false });
    else this.#slot = { value };
  }

  /** Ends the stream after the value that was not read yet, if there is one. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const reader of this.#waiting.splice(0)) reader({ value: undefined, done: true });
    this.#onReturn();
  }

  next(): Promise<IteratorResult<Value, undefined>> {
    const slot = this.#slot;
    this.#slot = null;
    if (slot) return Promise.resolve({ value: slot.value, done: false });
    if (this.#ended) return Promise.resolve({ value: undefined, done: true });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<IteratorResult<Value, undefined>> {
    this.#slot = null;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
