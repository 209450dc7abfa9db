import { brokenRecord, LONGEST_RECORD, type RawRecord, rawRecord, SourceFault } from './raw-record.ts';
import { RecordScanner } from './record-scanner.ts';

/**
 * Reads records that are one object, a list, several objects one after another, or `{"user": […]}`.
 * Throws {@link SourceFault} where that structure breaks; what is wrong inside one record is that record's alone.
 */
export async function* readJson(text: AsyncIterable<string>): AsyncGenerator<RawRecord[]> {
  const scanner = new RecordScanner();
  for await (const piece of text) {
    scanner.scan(piece);
    yield scanner.take().map((record) => parseRecord(record.line, record.text));
    if (scanner.fault) throw scanner.fault;
  }
  scanner.end();
  if (scanner.fault) throw scanner.fault;
}

/** Reads JSON Lines: a record a line, so that a broken one cannot take others with it. */
export async function* readJsonLines(text: AsyncIterable<string>): AsyncGenerator<RawRecord[]> {
  let line = 0;
  let rest = '';
  for await (const piece of text) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_RECORD) throw new SourceFault(line + lines.length + 1, 'The line is too long.');
    yield parseLines(lines, line + 1);
    line += lines.length;
  }
  yield parseLines([rest], line + 1);
}

/** Whether a text is JSON Lines, as far as its beginning tells: a first line that is a whole record, and below it another, or some other value. */
export function looksLikeJsonLines(beginning: string): boolean {
  const [first, second] = beginning.split('\n', 3).map((line) => line.trim());
  if (!first?.startsWith('{') || !second) return false;
  if (!second.startsWith('{') && parseRecord(2, second).broken !== null) return false;
  const { value } = parseRecord(1, first);
  return typeof value === 'object' && value !== null && !('user' in value) && !('users' in value);
}

function parseLines(lines: readonly string[], firstLine: number): RawRecord[] {
  return lines.flatMap((text, index) => (text.trim() === '' ? [] : [parseRecord(firstLine + index, text)]));
}

function parseRecord(line: number, text: string): RawRecord {
  try {
    const value: unknown = JSON.parse(text);
    return rawRecord(line, isSingleUser(value) ? value.user : value);
  } catch (error) {
    return brokenRecord(line, `The JSON is malformed: ${error instanceof Error ? error.message : error}`);
  }
}

function isSingleUser(value: unknown): value is { readonly user: object } {
  if (typeof value !== 'object' || value === null || !('user' in value) || 'primary_id' in value) return false;
  return typeof value.user === 'object' && !Array.isArray(value.user);
}
