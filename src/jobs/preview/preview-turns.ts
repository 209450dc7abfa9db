/** Somebody whose preview waits for its turn. */
interface Waiting {
  readonly userId: number;
  readonly begin: () => void;
}

/** The most previews that are made at once in one process: each keeps two connections busy, and half a processor. */
const AT_ONCE = 2;

/** Lets previews be made a few at a time, and each person's one after the other; those who wait come in their order. */
export class PreviewTurns {
  readonly #atOnce: number;
  readonly #busy = new Set<number>();
  #waiting: Waiting[] = [];

  constructor(atOnce = AT_ONCE) {
    this.#atOnce = atOnce;
  }

  /** How many previews wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Waits for this person's turn; gives the function that ends it. Throws the signal's reason when it is aborted before. */
  async take(userId: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    const turn = Promise.withResolvers<void>();
    const waiting = { userId, begin: turn.resolve };
    const giveUp = () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      turn.reject(signal.reason);
    };
    signal.addEventListener('abort', giveUp, { once: true });
    this.#waiting.push(waiting);
    this.#admit();
    try {
      await turn.promise;
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
    return () => {
      this.#busy.delete(userId);
      this.#admit();
    };
  }

  #admit(): void {
    for (const waiting of [...this.#waiting]) {
      if (this.#busy.size >= this.#atOnce) return;
      if (this.#busy.has(waiting.userId)) continue;
      this.#busy.add(waiting.userId);
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      waiting.begin();
    }
  }
}
