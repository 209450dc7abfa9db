/** The lines of one row of a CSV file: several when a quoted field has line breaks. */
export interface CsvRow {
  /** The number of its first line. */
  readonly line: number;
  readonly lines: readonly string[];
  /** Whether its last quote is closed; when not, `lines` is only where it would have begun. */
  readonly closed: boolean;
}

/** A field that runs over more lines than this is a quote somebody forgot to close. */
const LONGEST_FIELD_LINES = 500;

/** Puts the lines of a CSV file together to rows. A row that proves unreadable can be given back but for its first line. */
export class CsvRows {
  #lines: string[] = [];
  #next = 0;
  #dropped = 0;
  #rest = '';
  #ended = false;

  push(piece: string): void {
    this.#dropped += this.#next;
    const lines = (this.#rest + piece).split('\n');
    this.#rest = lines.pop() ?? '';
    this.#lines = [...this.#lines.slice(this.#next), ...lines];
    this.#next = 0;
  }

  /** No more pieces: what is left is the last line. */
  end(): void {
    if (!this.#ended && this.#rest !== '') this.#lines.push(this.#rest);
    this.#rest = '';
    this.#ended = true;
  }

  /** The next row that is not blank, or null when none is complete yet. */
  take(): CsvRow | null {
    while (this.#lines[this.#next]?.trim() === '') this.#next += 1;
    const first = this.#next;
    let open = false;
    for (let index = first; index < this.#lines.length; index += 1) {
      if (hasOddQuotes(this.#lines[index] ?? '')) open = !open;
      if (!open) return this.#taken(first, index + 1, true);
      if (index - first > LONGEST_FIELD_LINES) return this.#taken(first, first + 1, false);
    }
    const never = this.#ended && open;
    return never ? this.#taken(first, first + 1, false) : null;
  }

  /** Goes back to the first line of `row`; rows taken since are to be forgotten. */
  resumeAt(row: CsvRow): void {
    this.#next = row.line - this.#dropped - 1;
  }

  /** Goes back to the line below the first of `row`; rows taken since are to be forgotten. */
  resumeBelow(row: CsvRow): void {
    this.#next = row.line - this.#dropped;
  }

  #taken(from: number, to: number, closed: boolean): CsvRow {
    this.#next = to;
    const lines = this.#lines.slice(from, to).map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line));
    return { line: this.#dropped + from + 1, lines, closed };
  }
}

function hasOddQuotes(line: string): boolean {
  let odd = false;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) odd = !odd;
  return odd;
}
