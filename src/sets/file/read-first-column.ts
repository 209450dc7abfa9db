import { readSpreadsheetColumn } from './read-spreadsheet.ts';
import { readTextColumn } from './read-text.ts';
import { type FirstColumn, UnreadableFile } from './set-file.ts';

/** The first column of a CSV, TXT or XLSX file. What it is shows in its first bytes. Throws {@link UnreadableFile}. */
export function readFirstColumn(bytes: Uint8Array): FirstColumn {
  const begins = (...start: number[]) => start.every((byte, index) => bytes[index] === byte);
  if (begins(0x50, 0x4b, 0x03, 0x04)) return { format: 'SPREADSHEET', batches: readSpreadsheetColumn(bytes) };
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) {
    throw new UnreadableFile(
      'The file is a workbook of the old kind, or protected by a password. Save it as XLSX or CSV.',
    );
  }
  if (begins(0x1f, 0x8b)) throw new UnreadableFile('The file is compressed. Send it as it was before.');
  return { format: 'TEXT', batches: readTextColumn(bytes) };
}
