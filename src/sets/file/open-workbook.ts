import { posix } from 'node:path';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { readXml } from './read-xml.ts';
import { UnreadableFile } from './set-file.ts';

// Unpacked: a million rows of a few columns. What a file of some megabytes unpacks to beyond that is an attack.
const LARGEST_PART = 512 * 1024 * 1024;
// What says how the other parts belong together, and how numbers look.
const LARGEST_SMALL_PART = 16 * 1024 * 1024;
const MOST_PARTS = 10_000;

/** The parts of a workbook that its first sheet is read from. */
export interface Workbook {
  readonly sheet: () => AsyncIterable<Uint8Array>;
  /** null: the workbook has none. */
  readonly sharedStrings: (() => AsyncIterable<Uint8Array>) | null;
  readonly styles: (() => AsyncIterable<Uint8Array>) | null;
}

type Part = (largest?: number) => AsyncIterable<Uint8Array>;

/**
 * Opens an XLSX file (ECMA-376): a zip of XML parts. The libraries that read whole workbooks are either no longer kept, or
 * take the workbook into memory; two parts and a zip reader that checks sizes are all that a column needs.
 * Throws {@link UnreadableFile}.
 */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const zip = await fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const parts = await partsOf(zip);
  const root = await relationsOf(parts, '');
  const book = root.find(({ type }) => type.endsWith('/officeDocument'))?.target;
  if (!book) throw new UnreadableFile('The file is a zip archive, but no XLSX workbook.');
  const relations = await relationsOf(parts, book);
  const sheet = await firstSheet(parts, book, relations);
  const partOf = (kind: string) => {
    const target = relations.find(({ type }) => type.endsWith(`/${kind}`))?.target;
    return (target !== undefined && parts.get(target)) || null;
  };
  const found = parts.get(sheet.target);
  if (!found) throw new UnreadableFile('The workbook has no sheet that can be read.');
  const strings = partOf('sharedStrings');
  return {
    sheet: () => found(LARGEST_PART),
    sharedStrings: strings && (() => strings(LARGEST_PART)),
    styles: partOf('styles'),
  };
}

async function partsOf(zip: ZipFile): Promise<Map<string, Part>> {
  if (zip.entryCount > MOST_PARTS) throw new UnreadableFile('The file holds too many parts for a workbook.');
  const parts = new Map<string, Part>();
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, (largest = LARGEST_SMALL_PART) => unpacked(zip, entry, largest));
  return parts;
}

async function* unpacked(zip: ZipFile, entry: Entry, largest: number): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) throw new UnreadableFile('The workbook is protected by a password.');
  // The size that is told here is the most that is ever unpacked: the reader ends with an error beyond it.
  if (entry.uncompressedSize > largest) throw new UnreadableFile('The workbook is too large when unpacked.');
  yield* await zip.openReadStreamPromise(entry);
}

interface Relation {
  readonly id: string | undefined;
  readonly type: string;
  readonly target: string;
}

/** What the part `of` refers to; of the package itself when it is empty. */
async function relationsOf(parts: ReadonlyMap<string, Part>, of: string): Promise<Relation[]> {
  const folder = posix.dirname(of);
  const part = parts.get(posix.join(folder, '_rels', `${posix.basename(of)}.rels`));
  const relations: Relation[] = [];
  if (!part) return relations;
  const open = (name: string, { Id: id, Type: type = '', Target: target = '' }: Readonly<Record<string, string>>) => {
    if (name !== 'Relationship') return;
    relations.push({ id, type, target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target) });
  };
  for await (const _ of readXml(part(), { open }));
  return relations;
}

async function firstSheet(
  parts: ReadonlyMap<string, Part>,
  book: string,
  relations: readonly Relation[],
): Promise<Relation> {
  let first: string | undefined;
  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    const id = Object.entries(attributes).find(([attribute]) => attribute.endsWith(':id'))?.[1];
    if (name === 'sheet' && (attributes.state ?? 'visible') === 'visible') first ??= id;
  };
  for await (const _ of readXml(parts.get(book)?.() ?? nothing(), { open }));
  const sheet = first === undefined ? undefined : relations.find(({ id }) => id === first);
  if (!sheet) throw new UnreadableFile('The workbook has no sheet that can be read.');
  return sheet;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
