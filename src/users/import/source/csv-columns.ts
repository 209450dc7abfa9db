import { type CsvMapping, isoDate } from './csv-mapping.ts';
import { type CsvRecord, fieldNamed, findPlace, type Place } from './csv-places.ts';
import { SourceFault } from './raw-record.ts';

/** Turns the cells of one line into a record of the published form. */
export type RowReader = (cells: readonly string[]) => CsvRecord;

interface Column {
  readonly header: string;
  readonly target: string;
}

/**
 * Understands the header of a CSV file. Throws {@link SourceFault} when a column goes nowhere, two go to the same field,
 * or none brings the primary id: better no load than one that leaves out what somebody took the trouble to write.
 */
export function readHeader(headers: readonly string[], mapping: CsvMapping): RowReader {
  const columns = headers.map((header) => targetOf(header.trim(), mapping));
  const fields = columns.flatMap((column) => (column ? (fieldNamed(column.target)?.published ?? []) : []));
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice) throw new SourceFault(1, `Two columns go to ${twice}.`);
  if (!fields.includes('primary_id')) {
    throw new SourceFault(1, 'No column is called primary_id, and no mapping (--mapping) sends one there.');
  }
  const places = columns.map((column) => (column ? placeOf(column, mapping) : null));
  const constants = Object.entries(mapping.constants).map(([target, value]) => {
    return [placeOf({ header: 'constants', target }, mapping), value] as const;
  });
  return (cells) => {
    const record: CsvRecord = {};
    for (const [place, value] of constants) place(record, value);
    for (const [index, place] of places.entries()) place?.(record, cells[index] ?? '');
    return record;
  };
}

function targetOf(header: string, mapping: CsvMapping): Column | null {
  const target = Object.hasOwn(mapping.columns, header) ? mapping.columns[header] : header;
  return target === null || target === undefined ? null : { header, target };
}

function placeOf({ header, target }: Column, mapping: CsvMapping): Place {
  const place = findPlace(target);
  if (!place) {
    const subject = header === target ? `“${header}” is` : `“${header}” goes to “${target}”, which is`;
    throw new SourceFault(
      1,
      `The column ${subject} no field; a mapping (--mapping) can send it elsewhere, or nowhere (null).`,
    );
  }
  const translations = mapping.values[target];
  const isDate = fieldNamed(target)?.isDate ?? false;
  return (record, cell) => {
    const translated = translations && Object.hasOwn(translations, cell) ? (translations[cell] ?? cell) : cell;
    place(record, isDate ? isoDate(translated, mapping.dateFormat) : translated);
  };
}
