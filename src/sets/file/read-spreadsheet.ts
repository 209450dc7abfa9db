import { readDigits, shownNumber } from './number-format.ts';
import { openWorkbook } from './open-workbook.ts';
import { readXml } from './read-xml.ts';
import { cleanValue, type FileLine, type FileLines, UnreadableFile } from './set-file.ts';
import { ItemText, readSharedStrings, SharedStrings } from './shared-strings.ts';

/** Column A of the first visible sheet of an XLSX workbook. Throws {@link UnreadableFile}. */
export async function* readSpreadsheetColumn(bytes: Uint8Array): AsyncGenerator<FileLines> {
  try {
    const workbook = await openWorkbook(bytes);
    const strings = workbook.sharedStrings ? await readSharedStrings(workbook.sharedStrings()) : new SharedStrings();
    const digits = workbook.styles ? await readDigits(workbook.styles()) : [];
    const column = new SheetColumn(strings, digits);
    for await (const _ of readXml(workbook.sheet(), column)) yield column.take();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    // Zip and inflate tell of a broken file by errors of many kinds.
    throw new UnreadableFile('The workbook is damaged and cannot be read.');
  }
}

const LONGEST_VALUE = 1_000;
// What Excel knows: 2 to the power of 20.
const LAST_ROW = 1_048_576;

type Attributes = Readonly<Record<string, string>>;

/** Follows the XML of a sheet, and keeps what stands in column A. */
class SheetColumn {
  readonly #strings: SharedStrings;
  readonly #digits: readonly number[];
  readonly #inline = new ItemText('is');
  #lines: FileLine[] = [];
  #blank = 0;
  #row = 0;
  #lastLine = 0;
  #isFirst = true;
  #cell: Attributes | null = null;
  #value = '';
  #inValue = false;

  constructor(strings: SharedStrings, digits: readonly number[]) {
    this.#strings = strings;
    this.#digits = digits;
  }

  /** What was found since it was asked last. */
  take(): FileLines {
    const taken = { lines: this.#lines, blank: this.#blank };
    this.#lines = [];
    this.#blank = 0;
    return taken;
  }

  readonly open = (name: string, attributes: Attributes): void => {
    if (name === 'row') {
      this.#row = rowAfter(this.#row, attributes.r);
      this.#isFirst = true;
    } else if (name === 'c') {
      this.#cell = this.#isInColumn(attributes.r) ? attributes : null;
      this.#isFirst = false;
      this.#value = '';
    } else if (name === 'v') this.#inValue = true;
    this.#inline.open(name);
  };

  readonly close = (name: string): void => {
    if (name === 'v') this.#inValue = false;
    if (this.#inline.close(name)) this.#value = this.#inline.value;
    if (name === 'c' && this.#cell) this.#keep(this.#cell);
  };

  readonly text = (text: string): void => {
    if (this.#inValue && this.#value.length < LONGEST_VALUE) this.#value += text;
    this.#inline.text(text);
  };

  /** Whether a cell stands in column A. One that does not say where it stands follows the one before it. */
  #isInColumn(place: string | undefined): boolean {
    if (place === undefined) return this.#isFirst;
    const [, column, row] = /^([A-Z]+)(\d+)$/.exec(place) ?? damaged(`a cell says it stands at “${place}”`);
    // A second one, or one of another row, would get lost among the others.
    if (column === 'A' && (Number(row) !== this.#row || !this.#isFirst)) {
      damaged(`row ${this.#row} has a cell ${place} where none can be`);
    }
    return column === 'A';
  }

  #keep({ t: type = 'n', s: style = '0' }: Attributes): void {
    this.#cell = null;
    const digits = this.#digits[Number(style)] ?? 0;
    const value = cleanValue(this.#shown(type, digits));
    if (value === '') return;
    this.#blank += this.#row - this.#lastLine - 1;
    this.#lastLine = this.#row;
    this.#lines.push({ line: this.#row, value, isNumber: type === 'n' && digits === 0 });
  }

  #shown(type: string, digits: number): string {
    if (type === 's') return this.#shared(this.#value.trim());
    if (type === 'b') return this.#value === '1' ? 'TRUE' : 'FALSE';
    return type === 'n' && this.#value !== '' ? shownNumber(this.#value, digits) : this.#value;
  }

  #shared(index: string): string {
    if (index === '') return '';
    const text = /^\d+$/.test(index) ? this.#strings.get(Number(index)) : undefined;
    return text ?? damaged(`row ${this.#row} refers to a text that is not there`);
  }
}

/** The number of a row that follows another. One that does not say where it stands is the next. */
function rowAfter(before: number, place: string | undefined): number {
  const row = place === undefined ? before + 1 : Number(/^\d+$/.test(place) ? place : Number.NaN);
  // Taken for another row, or left out, it would be a line without an account.
  return row > before && row <= LAST_ROW ? row : damaged(`a row says it is row ${place ?? row}`);
}

function damaged(reason: string): never {
  throw new UnreadableFile(`The workbook is damaged: ${reason.slice(0, 200)}.`);
}
