import { readXml } from './read-xml.ts';
import { cleanValue, UnreadableFile } from './set-file.ts';

const MOST_STRINGS = 5_000_000;
const MOST_PIECES = 1_000;
const LONGEST_PIECE = 1_000;
const MOST_BYTES = 128 * 1024 * 1024;

/**
 * The texts that the cells of a workbook refer to by number. A workbook may have millions of them: they are kept as one
 * block of bytes, since as many strings would cost several times the memory.
 */
export class SharedStrings {
  #bytes = Buffer.alloc(64 * 1024);
  #ends = new Uint32Array(1_024);
  #count = 0;

  get(index: number): string | undefined {
    if (!(index >= 0 && index < this.#count)) return undefined;
    return this.#bytes.toString('utf8', index === 0 ? 0 : this.#ends[index - 1], this.#ends[index]);
  }

  add(text: string): void {
    const start = this.#count === 0 ? 0 : (this.#ends[this.#count - 1] ?? 0);
    const length = Buffer.byteLength(text);
    if (this.#count >= MOST_STRINGS || start + length > MOST_BYTES) {
      throw new UnreadableFile('The workbook holds too many texts. Save its first column by itself.');
    }
    if (start + length > this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes], Math.max(this.#bytes.length * 2, start + length));
    }
    if (this.#count === this.#ends.length) {
      const grown = new Uint32Array(this.#count * 2);
      grown.set(this.#ends);
      this.#ends = grown;
    }
    this.#bytes.write(text, start);
    this.#ends[this.#count] = start + length;
    this.#count += 1;
  }
}

/** Reads the part of a workbook that holds its shared texts. */
export async function readSharedStrings(bytes: AsyncIterable<Uint8Array>): Promise<SharedStrings> {
  const strings = new SharedStrings();
  const text = new ItemText('si');
  const close = (name: string) => {
    if (text.close(name)) strings.add(cleanValue(text.value));
  };
  for await (const _ of readXml(bytes, { open: text.open, close, text: text.text }));
  return strings;
}

/** Collects the text of one item, formatted or not, without the readings that Asian texts bring along. */
export class ItemText {
  readonly #item: string;
  #pieces: string[] = [];
  #inText = false;
  #inReading = false;

  constructor(item: string) {
    this.#item = item;
  }

  get value(): string {
    return this.#pieces.join('');
  }

  readonly open = (name: string): void => {
    if (name === this.#item) this.#pieces = [];
    else if (name === 'rPh') this.#inReading = true;
    else if (name === 't') this.#inText = !this.#inReading;
  };

  /** Whether the item is complete. */
  readonly close = (name: string): boolean => {
    if (name === 't') this.#inText = false;
    else if (name === 'rPh') this.#inReading = false;
    return name === this.#item;
  };

  readonly text = (text: string): void => {
    // A text may have many pieces, and only the beginning is ever looked at.
    if (this.#inText && this.#pieces.length < MOST_PIECES) this.#pieces.push(text.slice(0, LONGEST_PIECE));
  };
}
