import { type CsvMapping, plainMapping } from './csv-mapping.ts';
import { openSource, type SourceOptions } from './open-source.ts';
import { type RawRecord, SourceFault } from './raw-record.ts';
import { readCsv } from './read-csv.ts';
import { looksLikeJsonLines, readJson, readJsonLines } from './read-json.ts';
import { readXml } from './read-xml.ts';

/** How a file is read. */
export interface ReadOptions extends SourceOptions {
  /** For CSV; absent: the headers are field names. */
  readonly mapping?: CsvMapping;
}

/**
 * The records of a file in pieces, whatever its format: XML and JSON are known by their first character, all else is CSV.
 * Rejects with {@link SourceFault} where the file cannot be read any further.
 */
export async function* readRecords(path: string, options: ReadOptions = {}): AsyncGenerator<RawRecord[]> {
  const { text } = await openSource(path, options);
  const pieces = text[Symbol.asyncIterator]();
  let beginning = '';
  let ended = false;
  while (beginning.trim() === '' && !ended) {
    const piece = await pieces.next();
    ended = piece.done === true;
    beginning += piece.done ? '' : piece.value;
  }
  yield* readerFor(path, beginning)(rejoined(beginning, pieces), options.mapping ?? plainMapping);
}

type Reader = (text: AsyncIterable<string>, mapping: CsvMapping) => AsyncGenerator<RawRecord[]>;

function readerFor(path: string, beginning: string): Reader {
  const [first] = beginning.trimStart();
  if (first === undefined) throw new SourceFault(1, 'The file is empty.');
  if (first === '<') return readXml;
  if (/\.(jsonl|ndjson)(\.gz)?$/i.test(path)) return readJsonLines;
  if (first !== '{' && first !== '[') return readCsv;
  return looksLikeJsonLines(beginning) ? readJsonLines : readJson;
}

async function* rejoined(beginning: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield beginning;
  yield* { [Symbol.asyncIterator]: () => rest };
}
