import { scalarFields } from '../record/scalar-fields.ts';

/** A record of the published form, while the cells of its line are put into it. */
export type CsvRecord = Record<string, unknown>;

/** Puts one cell where it belongs. An empty one still says that the record brings the field, or the list. */
export type Place = (record: CsvRecord, cell: string) => void;

const ADDRESS_PARTS: ReadonlySet<string> = new Set([
  ...['line1', 'line2', 'line3', 'line4', 'line5'],
  ...['city', 'state_province', 'postal_code', 'country', 'address_note'],
]);

const fields = [
  ...scalarFields,
  { published: 'primary_id', own: 'primaryId', type: 'text' },
  { published: 'password', own: 'password', type: 'text' },
];
const publishedNames: ReadonlyMap<string, string> = new Map(
  fields.flatMap(({ published, own }) => [
    [published, published],
    [own, published],
  ]),
);
const dateFields: ReadonlySet<string> = new Set(
  fields.filter(({ type }) => type === 'date').map(({ published }) => published),
);

/** The field of the published form that a header names, by that name or ours; null when it names none. */
export function fieldNamed(header: string): { published: string; isDate: boolean } | null {
  const published = publishedNames.get(header);
  return published ? { published, isDate: dateFields.has(published) } : null;
}

/** The place a header or a mapping names, such as `user_group`, `email.work` or `address.home.city`; null when there is none. */
export function findPlace(name: string): Place | null {
  const field = publishedNames.get(name);
  if (field) return fieldPlace(field);
  const [kind, ...qualifiers] = name.split('.');
  const [type] = qualifiers;
  if (kind === 'address') return addressPlace(qualifiers);
  if (qualifiers.length > 1) return null;
  if (kind === 'email')
    return contactPlace('email', (cell) => ({ email_address: cell, email_type: type ? [type] : [] }));
  if (kind === 'phone')
    return contactPlace('phone', (cell) => ({ phone_number: cell, phone_type: type ? [type] : [] }));
  if (kind === 'identifier' && type) return listPlace('user_identifier', (cell) => ({ id_type: type, value: cell }));
  if (kind === 'note' && type) return listPlace('user_note', (cell) => ({ note_type: type, note_text: cell }));
  if (kind === 'statistic') {
    return listPlace('user_statistic', (cell) => ({ statistic_category: cell, category_type: type ?? '' }));
  }
  return name === 'rs_library' ? listPlace('rs_library', (cell) => ({ code: cell })) : null;
}

function fieldPlace(field: string): Place {
  return (record, cell) => {
    record[field] = cell;
  };
}

function listPlace(list: string, item: (cell: string) => CsvRecord): Place {
  return (record, cell) => {
    const items = listIn(record, list);
    if (cell !== '') items.push(item(cell));
  };
}

// The first one that is given is the preferred one: a flat file has no other way to say so.
function contactPlace(list: string, item: (cell: string) => CsvRecord): Place {
  return (record, cell) => {
    const items = listIn(contactsOf(record), list);
    if (cell !== '') items.push({ ...item(cell), preferred: items.length === 0 });
  };
}

function addressPlace(qualifiers: readonly string[]): Place | null {
  const part = qualifiers.at(-1) ?? '';
  const type = qualifiers.length === 2 ? qualifiers[0] : undefined;
  if (!ADDRESS_PARTS.has(part) || qualifiers.length > 2) return null;
  return (record, cell) => {
    const addresses = listIn(contactsOf(record), 'address');
    let address = addresses.find((candidate) => candidate.source === type);
    if (!address && cell !== '') {
      address = { source: type, address_type: type ? [type] : [], preferred: addresses.length === 0 };
      addresses.push(address);
    }
    if (address) address[part] = cell;
  };
}

function contactsOf(record: CsvRecord): CsvRecord {
  record.contact_info ??= {};
  return record.contact_info as CsvRecord;
}

function listIn(record: CsvRecord, list: string): CsvRecord[] {
  record[list] ??= [];
  return record[list] as CsvRecord[];
}
