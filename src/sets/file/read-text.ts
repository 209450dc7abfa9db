import { type CellsOfRow, likelyDelimiter, takeCells } from '../../users/import/source/csv-cells.ts';
import { CsvRows } from '../../users/import/source/csv-rows.ts';
import { decodeText } from './decode-text.ts';
import { cleanValue, type FileLine, type FileLines } from './set-file.ts';

// Occurs in no line: the whole line is the value then.
const NOTHING = '\u{1f}';

/** The first column of CSV, or of text with one value a line. A quote that is not closed costs its own line only. */
export async function* readTextColumn(bytes: Uint8Array): AsyncGenerator<FileLines> {
  const rows = new CsvRows();
  const column = new Column();
  for (const piece of decodeText(bytes)) {
    rows.push(piece);
    yield column.take(rows);
  }
  rows.end();
  yield column.take(rows);
}

class Column {
  #delimiter: string | null = null;
  #end = 0;

  take(rows: CsvRows): FileLines {
    this.#delimiter ??= delimiterOf(rows);
    if (this.#delimiter === null) return { lines: [], blank: 0 };
    const lines: FileLine[] = [];
    let blank = 0;
    for (const taken of takeCells(rows, this.#delimiter)) {
      const { line } = taken.row;
      const value = this.#firstCell(taken);
      blank += line - this.#end - 1;
      this.#end = line + (taken.cells ? taken.row.lines.length : 1) - 1;
      if (value === '') blank += 1;
      else lines.push({ line, value, isNumber: false });
    }
    return { lines, blank };
  }

  #firstCell({ row, cells }: CellsOfRow): string {
    const cell = cells ? cells[0] : row.lines[0]?.split(this.#delimiter ?? NOTHING, 1)[0];
    return cleanValue(cell ?? '');
  }
}

function delimiterOf(rows: CsvRows): string | null {
  const first = rows.take();
  if (!first) return null;
  rows.resumeAt(first);
  const line = first.lines[0] ?? '';
  const delimiter = likelyDelimiter(line);
  return line.includes(delimiter) ? delimiter : NOTHING;
}
