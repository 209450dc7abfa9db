import { InvalidInput } from '../../platform/problems.ts';

/** What the first column of a file holds: primary ids, identifiers of one type, or any of these. */
export type Holds =
  | { readonly by: 'PRIMARY_ID' }
  | { readonly by: 'IDENTIFIER'; readonly type: string }
  | { readonly by: 'ANY' };

/** Identifier type code → what it is called. */
export type IdentifierTypes = ReadonlyMap<string, string>;

const primaryId = new Set(['primaryid', 'username', 'primaryidentifier']);
const any = new Set(['any', 'anyid', 'anyidentifier']);

/**
 * What a column holds, by its header or by what somebody calls it: `Primary ID`, `USERNAME`, `ANY`, or the code or name of
 * an identifier type; upper and lower case, spaces and underscores are the same. null: none of these.
 */
export function holdsOf(given: string, types: IdentifierTypes): Holds | null {
  const name = given.normalize('NFC');
  if (types.has(name)) return { by: 'IDENTIFIER', type: name };
  const wanted = folded(name);
  for (const [type, meaning] of types) {
    if (folded(type) === wanted || folded(meaning) === wanted) return { by: 'IDENTIFIER', type };
  }
  if (primaryId.has(wanted)) return { by: 'PRIMARY_ID' };
  return any.has(wanted) ? { by: 'ANY' } : null;
}

/** The header's text: `Primary ID`, `Any`, or the code of the identifier type. */
export function nameOf(holds: Holds): string {
  if (holds.by === 'IDENTIFIER') return holds.type;
  return holds.by === 'ANY' ? 'Any' : 'Primary ID';
}

/**
 * Decides what a file holds by its first line and by what its sender says, who need say nothing when there is a header.
 * Throws InvalidInput at `file` or `identifierType`.
 */
export function decideHolds(
  firstLine: string,
  identifierType: string | null | undefined,
  types: IdentifierTypes,
): { readonly holds: Holds; readonly hasHeader: boolean } {
  const header = holdsOf(firstLine, types);
  if (identifierType == null) {
    if (header) return { holds: header, hasHeader: true };
    const known = ['Primary ID', 'USERNAME', ...types.keys()].join(', ');
    const message = `The first line of the file is “${firstLine.slice(0, 100)}”. It must name what the first column holds (${known}), or identifierType must.`;
    throw InvalidInput.at(['file'], message);
  }
  const said = holdsOf(identifierType, types);
  if (!said) throw InvalidInput.at(['identifierType'], `There is no identifier type “${identifierType}”.`);
  if (header && nameOf(header) !== nameOf(said)) {
    throw InvalidInput.at(['identifierType'], `The first line of the file says ${nameOf(header)}.`);
  }
  return { holds: said, hasHeader: header !== null };
}

function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, '');
}
