import { createHash } from 'node:crypto';
import type { Authority } from '../../access/authority.ts';
import { today } from '../../platform/clock.ts';
import type { Queryable } from '../../platform/database.ts';
import { type Sql, sql } from '../../platform/sql.ts';
import { setMembers } from '../../sets/members.ts';
import type { StoredSet } from '../../sets/stored-set.ts';
import type { JobServices } from '../job-services.ts';
import type { JobStep } from '../submit/job-steps.ts';
import { driftSince } from './membership-drift.ts';
import { ConfirmationMismatch, ConfirmationRequired, MembershipDrifted } from './preview-problems.ts';
import { standingOf } from './visible-previews.ts';

/** What is about to be submitted. */
interface ConfirmedRequest {
  readonly set: StoredSet;
  readonly steps: readonly JobStep[];
  readonly authority: Authority;
}

interface PreviewRow {
  readonly id: number;
  readonly setId: number;
  readonly actions: readonly JobStep[];
  readonly authority: string;
  readonly expired: boolean;
}

/**
 * The preview that a confirmation stands for, held against what is submitted with it; null where none is given, nor
 * demanded of so many users. Throws ConfirmationMismatch, MembershipDrifted or ConfirmationRequired.
 */
export async function checkConfirmation(
  { database, config }: Pick<JobServices, 'database' | 'config'>,
  confirmation: string | null | undefined,
  request: ConfirmedRequest,
): Promise<number | null> {
  const { set, authority } = request;
  const context = { authority, today: today(config.timeZone), timeZone: config.timeZone };
  const members = setMembers(set, context);
  if (confirmation == null) {
    await refuseUnconfirmed(database, members, config.confirmationAbove);
    return null;
  }
  const preview = await findPreview(database, confirmation, authority);
  if (!preview) throw new ConfirmationMismatch('UNKNOWN');
  if (preview.expired) throw new ConfirmationMismatch('EXPIRED');
  if (preview.setId !== set.id) throw new ConfirmationMismatch('ANOTHER_SET');
  if (hashOf(preview.actions) !== hashOf(request.steps)) throw new ConfirmationMismatch('OTHER_ACTIONS');
  if (preview.authority !== standingOf(authority)) throw new ConfirmationMismatch('OTHER_ROLES');
  const drift = await driftSince(database, preview.id, members);
  if (drift) throw new MembershipDrifted(drift);
  return preview.id;
}

async function refuseUnconfirmed(queryable: Queryable, members: Sql, above: number | undefined): Promise<void> {
  if (above === undefined) return;
  const beyond = await queryable.query(sql`SELECT 1 FROM (${members}) AS member OFFSET ${above}::int LIMIT 1`);
  if (beyond.length > 0) throw new ConfirmationRequired(above);
}

async function findPreview(
  queryable: Queryable,
  confirmation: string,
  { userId }: Authority,
): Promise<PreviewRow | undefined> {
  const [preview] = await queryable.query<PreviewRow>(sql`
    SELECT id, set_id AS "setId", actions, authority, expires_at <= now() AS expired
    FROM job_preview WHERE confirmation = ${confirmation} AND made_by_id = ${userId}`);
  return preview;
}

/** What is done, whatever its wording and the order in which the database keeps the keys of its JSON. */
function hashOf(steps: readonly JobStep[]): string {
  const done = steps.map(({ action, step }) => [action, step]);
  return createHash('sha256').update(JSON.stringify(done, sortedKeys)).digest('hex');
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
