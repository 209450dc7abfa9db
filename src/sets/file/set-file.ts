/** A file as somebody sent it. */
export interface SetFile {
  readonly name: string;
  readonly size: number;
  bytes(): Promise<Uint8Array>;
}

/** What a file is, whatever its name ends in. */
export type SetFileFormat = 'TEXT' | 'SPREADSHEET';

/** One line of a file, or one row of a sheet. */
export interface FileLine {
  /** Counted from 1, as an editor or a spreadsheet shows it. */
  readonly line: number;
  /** What its first column holds, never empty. */
  readonly value: string;
  /** It is a number of a spreadsheet: zeros it may have begun with are lost, and nobody can know. */
  readonly isNumber: boolean;
}

/** Some lines in their order, and how many blank ones lay above or between them. */
export interface FileLines {
  readonly lines: readonly FileLine[];
  readonly blank: number;
}

/** The first column of a file. */
export interface FirstColumn {
  readonly format: SetFileFormat;
  /** In batches, in bounded memory. */
  readonly batches: AsyncIterable<FileLines>;
}

/** The file makes no sense as what it seems to be; the message says why, for people. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
}

// No primary id or barcode is longer, and nobody can read more of a line that names nobody.
const LONGEST_VALUE = 500;

/** A cell as it is looked for: in NFC, without the space around it and what spreadsheets are told to keep zeros with. */
export function cleanValue(cell: string): string {
  const value = cell.trim();
  const kept = /^="([^"]*)"$/.exec(value)?.[1]?.trim() ?? value;
  // PostgreSQL has no text with U+0000, so nobody's id holds it.
  const text = kept.replaceAll('\0', '\u{fffd}').toWellFormed().normalize('NFC');
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE).toWellFormed()}…` : text;
}
