import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const DATE_FORMATS = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const;

const csvMappingSchema = z.strictObject({
  /** The file's header → where it goes (docs/import.md lists the places), or null: nowhere. */
  columns: z.record(z.string(), z.string().nullable()).default({}),
  /** Place → the value that every record of the file has there. */
  constants: z.record(z.string(), z.string()).default({}),
  /** Place → the file's value → ours. A value that is not listed stays as it is. */
  values: z.record(z.string(), z.record(z.string(), z.string())).default({}),
  /** What is between the fields; absent: whichever of comma, semicolon and tab the header has most of. */
  delimiter: z.enum([',', ';', '\t', '|']).optional(),
  dateFormat: z.enum(DATE_FORMATS).default('YYYY-MM-DD'),
});

/** How the columns of a CSV file become records: see docs/import.md. */
export type CsvMapping = z.output<typeof csvMappingSchema>;

/** For a file whose headers are field names. */
export const plainMapping: CsvMapping = csvMappingSchema.parse({});

/** Reads a mapping file (JSON). Throws with every fault when it is not one. */
export async function loadCsvMapping(path: string): Promise<CsvMapping> {
  const content: unknown = JSON.parse(await readFile(path, 'utf8'));
  const read = csvMappingSchema.safeParse(content);
  if (read.success) return read.data;
  throw new Error(`${path} is no mapping:\n${z.prettifyError(read.error)}`);
}

/** A date of the file as YYYY-MM-DD; whatever has not the file's format is left for the record's own check to refuse. */
export function isoDate(value: string, format: CsvMapping['dateFormat']): string {
  if (format === 'YYYY-MM-DD') return value;
  const parts = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/.exec(value.trim());
  if (!parts) return value;
  const [, first = '', , second = '', year = ''] = parts;
  const [day, month] = format.startsWith('MM') ? [second, first] : [first, second];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
