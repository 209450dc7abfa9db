import { likelyDelimiter, parseRows, takeCells } from './csv-cells.ts';
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

function readRows(rows: CsvRows, table: Table): RawRecord[] {
  return takeCells(rows, table.delimiter).map(({ row, cells }) =>
    cells ? readRow(row, cells, table) : brokenRecord(row.line, 'The line is malformed: its quotes do not match.'),
  );
}

function readRow(row: CsvRow, cells: readonly string[], table: Table): RawRecord {
  if (cells.length === table.width) return rawRecord(row.line, table.read(cells));
  return brokenRecord(row.line, `The line has ${cells.length} fields, the header ${table.width}.`);
}
