const SHORTEST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 60;
// Whoever asks for more may have meant milliseconds, and nobody could end it but by a restart.
const LONGEST_WISH_SECONDS = 86_400;
const SUCCESSES_BEFORE_MORE = 10;

/**
 * How many rows a carrier may try at once: fewer when the other side takes fewer, none in a pause, and after that one
 * until it has worked. Each pause in a row is twice as long as the one before.
 */
export class Throttle {
  readonly #most: number;
  readonly #clock: () => number;
  #limit: number;
  #successes = 0;
  #pauses = 0;
  #pausedUntil = 0;

  /** `clock` gives milliseconds. */
  constructor(most: number, clock: () => number = () => performance.now()) {
    this.#most = most;
    this.#clock = clock;
    this.#limit = most;
  }

  /** How many may be under way now. */
  get allowed(): number {
    if (this.paused) return 0;
    return this.#pauses > 0 ? 1 : this.#limit;
  }

  /** Whether nothing is to be tried now. */
  get paused(): boolean {
    return this.#clock() < this.#pausedUntil;
  }

  /** Something was accepted. */
  worked(): void {
    if (this.paused) return;
    this.#pauses = 0;
    this.#successes += 1;
    if (this.#successes < SUCCESSES_BEFORE_MORE || this.#limit >= this.#most) return;
    this.#limit += 1;
    this.#successes = 0;
  }

  /** The other side could not be reached, or wants to be left alone for so many seconds. `others`: how many more are under way. */
  failed(others: number, wishedSeconds?: number): void {
    this.#successes = 0;
    // It may well take the others: then it takes so many and no more.
    if (!this.paused && others > 0 && wishedSeconds === undefined && this.#pauses === 0) {
      this.#limit = Math.min(this.#limit, others);
      return;
    }
    const doubled = Math.min(SHORTEST_PAUSE_SECONDS * 2 ** this.#pauses, LONGEST_PAUSE_SECONDS);
    // What ends within a pause has begun before it: the same failure, not the next one.
    if (this.paused) this.#pause(wishedSeconds ?? 0);
    else this.#pause(wishedSeconds ?? doubled, this.#pauses + 1);
  }

  #pause(seconds: number, pauses = this.#pauses): void {
    this.#pauses = pauses;
    const until = this.#clock() + Math.min(seconds, LONGEST_WISH_SECONDS) * 1_000;
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }
}
