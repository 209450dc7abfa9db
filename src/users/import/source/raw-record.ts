/** One record as it stands in a file, with the line it begins on: a value of the published form, or why it is none. */
export type RawRecord =
  | { readonly line: number; readonly value: unknown; readonly broken: null }
  | { readonly line: number; readonly value: null; readonly broken: string };

/** The file cannot be read beyond this line; what came before it is good. */
export class SourceFault extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.name = 'SourceFault';
    this.line = line;
  }
}

/** A record that could be parsed. */
export function rawRecord(line: number, value: unknown): RawRecord {
  return { line, value, broken: null };
}

/** A record that could not. */
export function brokenRecord(line: number, message: string): RawRecord {
  return { line, value: null, broken: message };
}

/** How long one record may be, in characters: no real one comes near, and memory stays bounded whatever the file. */
export const LONGEST_RECORD = 16_000_000;
