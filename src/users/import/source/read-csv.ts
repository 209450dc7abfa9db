import { parse } from 'csv-parse/sync';
import { type RowReader, readHeader } from './csv-columns.ts';
import type { CsvMapping } from './csv-mapping.ts';
import { type CsvRow, CsvRows } from './csv-rows.ts';
import { brokenRecord, type RawRecord, rawRecord, SourceFault } from './raw-record.ts';

/** How the rows of a file are to be read, as its header says. */
interface Table {
  readonly delimiter: string;
  readonly width: number;
  readonly read: RowReader;
}

/**
 * Reads CSV whose first line names the columns. A line that makes no sense is reported, and reading goes on below it.
 * Throws {@link SourceFault} for a header that cannot be understood.
 */
export async function* readCsv(text: AsyncIterable<string>, mapping: CsvMapping): AsyncGenerator<RawRecord[]> {
  const rows = new CsvRows();
  let table: Table | null = null;
  for await (const piece of text) {
    rows.push(piece);
    table ??= openTable(rows.take(), mapping);
    if (table) yield readRows(rows, table);
  }
  rows.end();
  table ??= openTable(rows.take(), mapping);
  if (!table) throw new SourceFault(1, 'The file is empty: it has no header.');
  yield readRows(rows, table);
}

function openTable(header: CsvRow | null, mapping: CsvMapping): Table | null {
  if (!header) return null;
  const delimiter = mapping.delimiter ?? likelyDelimiter(header.lines[0] ?? '');
  const [cells] = parseRows([header], delimiter) ?? [];
  if (!cells) throw new SourceFault(header.line, 'The header cannot be read: its quotes do not match.');
  return { delimiter, width: cells.length, read: readHeader(cells, mapping) };
}

function likelyDelimiter(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

function readRows(rows: CsvRows, table: Table): RawRecord[] {
  const taken: CsvRow[] = [];
  for (let row = rows.take(); row; row = rows.take()) taken.push(row);
  const [first] = taken;
  const cells = parseRows(taken, table.delimiter);
  if (cells) return taken.map((row, index) => readRow(row, cells[index] ?? [], table));
  if (first) rows.resumeAt(first);
  return readRowByRow(rows, table);
}

// One row that cannot be parsed spoils the parsing of all, so the good ones are found singly.
function readRowByRow(rows: CsvRows, table: Table): RawRecord[] {
  const records: RawRecord[] = [];
  for (let row = rows.take(); row; row = rows.take()) {
    const [cells] = parseRows([row], table.delimiter) ?? [];
    if (cells) {
      records.push(readRow(row, cells, table));
    } else {
      records.push(brokenRecord(row.line, 'The line is malformed: its quotes do not match.'));
      rows.resumeBelow(row);
    }
  }
  return records;
}

function readRow(row: CsvRow, cells: readonly string[], table: Table): RawRecord {
  if (cells.length === table.width) return rawRecord(row.line, table.read(cells));
  return brokenRecord(row.line, `The line has ${cells.length} fields, the header ${table.width}.`);
}

/** The cells of each row, or null when they cannot all be parsed. */
function parseRows(rows: readonly CsvRow[], delimiter: string): string[][] | null {
  if (rows.some((row) => !row.closed)) return null;
  const text = rows.map((row) => row.lines.join('\n')).join('\n');
  try {
    const cells = parse(text, { delimiter, record_delimiter: '\n', relax_column_count: true, max_record_size: 0 });
    return cells.length === rows.length ? cells : null;
  } catch {
    // Which quote it is that does not match matters less than the line, and that is known already.
    return null;
  }
}
