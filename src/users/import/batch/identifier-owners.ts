import type { Queryable } from '../../../platform/database.ts';
import { sql } from '../../../platform/sql.ts';
import { failure, type Reason } from '../reason.ts';
import type { Entry, IncomingUser } from '../record/incoming-user.ts';
import type { ListDecision } from './decide-list.ts';

/** Who has which identifier, record after record as the batch goes on. */
export interface IdentifierOwners {
  /** Gives the user called `key` what the decision adds and takes what it removes; or tells who has it, and does nothing. */
  claim(key: string, decision: ListDecision | undefined): Reason[];
}

interface Owner {
  readonly key: string;
  readonly primaryId: string;
}

/** Looks up the owners of all identifiers that the records bring. */
export async function loadIdentifierOwners(
  queryable: Queryable,
  brought: readonly IncomingUser[],
): Promise<IdentifierOwners> {
  const identifiers = brought.flatMap((user) => user.lists.identifiers ?? []);
  const owners = new Map<string, Owner>();
  if (identifiers.length > 0) {
    const rows = await queryable.query<{ type: string; value: string; key: string; primaryId: string }>(sql`
      SELECT i.type, i.value, lower(u.primary_id) COLLATE "C" AS key, u.primary_id AS "primaryId"
      FROM unnest(${identifiers.map(identifierType)}::text[], ${identifiers.map(identifierValue)}::text[]) AS brought (type, value)
      JOIN user_identifier i ON i.type = brought.type AND i.value = brought.value
      JOIN users u ON u.id = i.user_id`);
    for (const { type, value, key, primaryId } of rows) owners.set(nameOf(type, value), { key, primaryId });
  }
  return { claim: (key, decision) => (decision ? claim(owners, key, decision) : []) };
}

function claim(owners: Map<string, Owner>, key: string, { added, removed }: ListDecision): Reason[] {
  const taken = added.flatMap((entry) => {
    const owner = owners.get(nameOf(identifierType(entry), identifierValue(entry)));
    if (!owner || owner.key === key) return [];
    const identifier = `${identifierType(entry)} ${identifierValue(entry)}`;
    return [failure('IDENTIFIER_TAKEN', 'user_identifier', `${identifier} belongs to the user ${owner.primaryId}.`)];
  });
  if (taken.length > 0) return taken;
  for (const entry of removed) owners.delete(nameOf(identifierType(entry), identifierValue(entry)));
  for (const entry of added) owners.set(nameOf(identifierType(entry), identifierValue(entry)), { key, primaryId: key });
  return [];
}

function nameOf(type: string, value: string): string {
  return `${type}\0${value}`;
}

function identifierType(entry: Entry): string {
  return String(entry.values.type);
}

function identifierValue(entry: Entry): string {
  return String(entry.values.value);
}
