import { hash } from 'node:crypto';

const FEWEST_SLOTS = 1 << 12;

/**
 * Remembers on which line of a file each primary id was last, in 24 to 48 bytes an id, whatever its length: a file
 * may hold millions. Ids are known by 64 bits of their hash; that two of a million are mistaken is a chance of 1 in 10⁷.
 */
export class SeenKeys {
  #slots = FEWEST_SLOTS;
  #used = 0;
  // Three numbers a slot: both halves of the hash, and the line; line 0 marks a free slot.
  #table = new Uint32Array(FEWEST_SLOTS * 3);

  /** Remembers the key's new line, and gives the one it had before, or null when it is new. */
  see(key: string, line: number): number | null {
    if (this.#used * 2 >= this.#slots) this.#grow();
    const digest = hash('sha1', key, 'buffer');
    return this.#put(digest.readUInt32LE(0), digest.readUInt32LE(4), line);
  }

  #put(high: number, low: number, line: number): number | null {
    let at = (high % this.#slots) * 3;
    while (this.#table[at + 2] !== 0) {
      if (this.#table[at] === high && this.#table[at + 1] === low) {
        const before = this.#table[at + 2] ?? 0;
        this.#table[at + 2] = line;
        return before;
      }
      at = (at + 3) % this.#table.length;
    }
    this.#table.set([high, low, line], at);
    this.#used += 1;
    return null;
  }

  #grow(): void {
    const old = this.#table;
    this.#slots *= 2;
    this.#used = 0;
    this.#table = new Uint32Array(this.#slots * 3);
    for (let at = 0; at < old.length; at += 3) {
      const [high = 0, low = 0, line = 0] = old.subarray(at, at + 3);
      if (line !== 0) this.#put(high, low, line);
    }
  }
}
