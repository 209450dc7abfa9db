import { parse } from 'csv-parse/sync';
import type { CsvRow, CsvRows } from './csv-rows.ts';

/** A row with its cells; null when its quotes do not match. */
export interface CellsOfRow {
  readonly row: CsvRow;
  readonly cells: readonly string[] | null;
}

/** The delimiter that the first line of a file seems to use: comma, semicolon or tab. */
export function likelyDelimiter(header: string): string {
  const count = (delimiter: string) => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

/** The complete rows that are there, with their cells. A row that makes no sense costs its first line, and no other. */
export function takeCells(rows: CsvRows, delimiter: string): CellsOfRow[] {
  const taken: CsvRow[] = [];
  for (let row = rows.take(); row; row = rows.take()) taken.push(row);
  const [first] = taken;
  const cells = parseRows(taken, delimiter);
  if (cells) return taken.map((row, index) => ({ row, cells: cells[index] ?? [] }));
  if (first) rows.resumeAt(first);
  return takeRowByRow(rows, delimiter);
}

// One row that cannot be parsed spoils the parsing of all, so the good ones are found singly.
function takeRowByRow(rows: CsvRows, delimiter: string): CellsOfRow[] {
  const taken: CellsOfRow[] = [];
  for (let row = rows.take(); row; row = rows.take()) {
    const cells = parseRow(row, delimiter);
    taken.push({ row, cells });
    if (!cells) rows.resumeBelow(row);
  }
  return taken;
}

function parseRow(row: CsvRow, delimiter: string): string[] | null {
  const [line = '', ...more] = row.lines;
  // The parser is slow to start, and a file of stray quotes would start it for each of its lines.
  if (more.length === 0 && !line.includes('"')) return line.split(delimiter);
  return parseRows([row], delimiter)?.[0] ?? null;
}

/** The cells of each row, or null when they cannot all be parsed. */
export function parseRows(rows: readonly CsvRow[], delimiter: string): string[][] | null {
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
