import { type ChangedUser, recordUserChanges } from '../../../access/record-user-changes.ts';
import type { Queryable } from '../../../platform/database.ts';
import { sql } from '../../../platform/sql.ts';
import { type Reason, warning } from '../reason.ts';
import type { BatchSettings, NewIds } from './batch-settings.ts';
import { checkCodes } from './check-codes.ts';
import { decideRecord, type RecordDecision } from './decide-record.ts';
import { drawUserIds } from './draw-user-ids.ts';
import { type ExistingUser, lockExistingUsers } from './existing-users.ts';
import { loadIdentifierOwners } from './identifier-owners.ts';
import type { BatchRecord, Outcome } from './outcome.ts';
import { recordedChanges } from './recorded-changes.ts';
import { lockSystemAdministrators } from './system-administrators.ts';
import { type UserChange, writeUsers } from './write-users.ts';

interface Decided {
  readonly record: BatchRecord;
  readonly existing: ExistingUser | null;
  readonly decision: RecordDecision;
}

interface Numbered extends Decided {
  readonly id: number;
}

/** Applies records with a fixed number of statements; throws PostgreSQL's error when it refuses any one of them. */
export async function applyTogether(
  queryable: Queryable,
  records: readonly BatchRecord[],
  settings: BatchSettings,
): Promise<Outcome[]> {
  const decided = await decideAll(queryable, records, settings);
  const sound = await numbered(
    queryable,
    decided.filter(({ decision }) => !decision.reasons.some(isFailure)),
    settings.newIds,
  );
  const patrons = await findPatrons(queryable, sound);
  const outcomes = new Map<BatchRecord, Outcome>();
  const changes: UserChange[] = [];
  const history: ChangedUser[] = [];
  for (const entry of sound) {
    const { record, existing, decision, id } = entry;
    const { warnings, ...proxies } = decideProxies(entry, patrons);
    const change = { id, newPrimaryId: existing ? null : record.user.primaryId, decision, proxies };
    if (isChange(change)) changes.push(change);
    if (existing) history.push({ userId: id, changes: recordedChanges(existing, change) });
    const done = existing ? 'UPDATED' : 'CREATED';
    outcomes.set(record, {
      outcome: isChange(change) ? done : 'UNCHANGED',
      reasons: [...decision.reasons, ...warnings],
    });
  }
  await writeUsers(queryable, changes);
  await recordUserChanges(queryable, settings.source, history);
  return decided.map(
    ({ record, decision }) => outcomes.get(record) ?? { outcome: 'ERROR', reasons: decision.reasons.filter(isFailure) },
  );
}

async function decideAll(
  queryable: Queryable,
  records: readonly BatchRecord[],
  settings: BatchSettings,
): Promise<Decided[]> {
  const users = records.map((record) => record.user);
  const keys = records.map((record) => record.key);
  // Before the users, as jobs do; and once more, since somebody may have become one while we waited for the users.
  const look = () => lockSystemAdministrators(queryable, keys, settings.today);
  let administrators = await look();
  const existingUsers = await lockExistingUsers(queryable, keys, users);
  if (existingUsers.size > 0) administrators ??= await look();
  const owners = await loadIdentifierOwners(queryable, users);
  return records.map((record) => {
    const existing = existingUsers.get(record.key) ?? null;
    const decision = decideRecord(record.user, existing, record.newPasswordHash);
    const reasons = [...decision.reasons, ...checkCodes(record.user, settings.known)];
    const after = { ...existing?.fields, ...decision.changed };
    if (existing) reasons.push(...(administrators?.refusals(existing.id, after) ?? []));
    if (!reasons.some(isFailure)) reasons.push(...owners.claim(record.key, decision.lists.get('identifiers')));
    if (existing && !reasons.some(isFailure)) administrators?.look(existing.id, after);
    return { record, existing, decision: { ...decision, reasons } };
  });
}

function isFailure(reason: Reason): boolean {
  return reason.level === 'ERROR';
}

/** Each with the id of its user; those of new users are drawn only now that nothing can keep them out. */
async function numbered(queryable: Queryable, sound: readonly Decided[], newIds: NewIds): Promise<Numbered[]> {
  const created = sound.filter(({ existing }) => existing === null);
  const ids = await drawUserIds(queryable, created.length, newIds);
  return sound.map((entry) => ({ ...entry, id: entry.existing?.id ?? ids.next() }));
}

/** The ids of those whom users of the batch act for, by primary id as the records spell it. */
async function findPatrons(queryable: Queryable, sound: readonly Numbered[]): Promise<Map<string, number>> {
  const names = [...new Set(sound.flatMap(({ record }) => record.user.proxyFor ?? []))];
  if (names.length === 0) return new Map();
  const ownIds = new Map(sound.map(({ record, id }) => [record.key, id]));
  const rows = await queryable.query<{ name: string; key: string; id: number | null }>(sql`
    SELECT brought.name, lower(brought.name) COLLATE "C" AS key, u.id
    FROM unnest(${names}::text[]) AS brought (name)
    LEFT JOIN users u ON lower(u.primary_id) COLLATE "C" = lower(brought.name) COLLATE "C"`);
  return new Map(
    rows.flatMap(({ name, key, id }): [string, number][] => {
      const found = id ?? ownIds.get(key);
      return found === undefined ? [] : [[name, found]];
    }),
  );
}

function decideProxies({ record, existing, id }: Numbered, patrons: ReadonlyMap<string, number>) {
  const stored = existing?.proxyFor ?? new Set<number>();
  if (record.user.proxyFor === null) return { added: [], removed: [], warnings: [] };
  const isPatron = (name: string) => patrons.has(name) && patrons.get(name) !== id;
  const found = new Set(record.user.proxyFor.filter(isPatron).flatMap((name) => patrons.get(name) ?? []));
  const missing = record.user.proxyFor.filter((name) => !isPatron(name));
  return {
    added: [...found].filter((patron) => !stored.has(patron)),
    removed: [...stored].filter((patron) => !found.has(patron)),
    warnings: missing.map((name) =>
      warning('UNKNOWN_PATRON', 'proxy_for_user', `“${name}” is nobody they could act for; it was left out.`),
    ),
  };
}

function isChange({ newPrimaryId, decision, proxies }: UserChange): boolean {
  const parts = [...decision.lists.values(), decision.resourceSharingLibraries, decision.letterOptOuts, proxies];
  return (
    newPrimaryId !== null ||
    Object.keys(decision.changed).length > 0 ||
    parts.some(({ added, removed }) => added.length > 0 || removed.length > 0)
  );
}
