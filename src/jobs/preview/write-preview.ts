import { randomBytes } from 'node:crypto';
import type { Authority } from '../../access/authority.ts';
import type { Queryable, Transaction } from '../../platform/database.ts';
import { NotFound } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import type { UserDecision } from '../decide/decide-user.ts';
import { packDecisions } from '../decide/pack-decisions.ts';
import type { JobStep } from '../submit/job-steps.ts';
import type { PreviewTotal } from './preview-total.ts';
import { inOrder, type PreviewWarning } from './preview-warnings.ts';
import type { SampleLetter } from './sample-letters.ts';
import { standingOf } from './visible-previews.ts';

/** Everything about a preview besides what was decided of each user. */
export interface FinishedPreview {
  readonly id: number;
  readonly authority: Authority;
  readonly set: { readonly id: number; readonly name: string; readonly sentence: string };
  readonly steps: readonly JobStep[];
  readonly total: PreviewTotal;
  readonly letters: readonly SampleLetter[];
  readonly warnings: readonly PreviewWarning[];
  readonly asOf: Date;
}

/** How long a preview can be looked at and confirmed. */
export const PREVIEW_LIFETIME_MINUTES = 60;

/** The id that a preview is going to have. */
export async function reservePreviewId(queryable: Queryable): Promise<number> {
  const [row] = await queryable.query<{ id: number }>(
    sql`SELECT nextval(pg_get_serial_sequence('job_preview', 'id')) AS id`,
  );
  if (!row) throw new Error('The sequence of previews gave no number.');
  return row.id;
}

/** Writes what would come of a chunk: a number or two a user, and each different result and image once. */
export async function writePreviewChunk(
  transaction: Transaction,
  previewId: number,
  number: number,
  decisions: readonly UserDecision[],
): Promise<void> {
  const { userIds, ...packed } = packDecisions(decisions);
  await transaction.execute(sql`
    INSERT INTO job_preview_chunk (preview_id, number, first_user_id, last_user_id, user_ids, outcomes,
      result_positions, change_positions, present, results, changes)
    VALUES (${previewId}, ${number}, ${userIds[0]}, ${userIds.at(-1)}, ${userIds}::int[], ${packed.outcomes}::record_outcome[],
      ${packed.resultPositions}::int[], ${packed.changePositions}::int[], ${packed.present}::record_outcome[],
      ${packed.results.toJson()}::jsonb, ${packed.changes.toJson()}::jsonb)`);
}

/** Writes the preview itself, after its chunks. Throws NotFound when the set was deleted meanwhile. */
export async function writePreview(transaction: Transaction, preview: FinishedPreview): Promise<void> {
  const { counts, tally } = preview.total;
  const { lettersQueued, lettersSkipped, exportsQueued } = counts;
  const written = await transaction.execute(sql`
    INSERT INTO job_preview (id, confirmation, made_by_id, authority, set_id, set_name, set_sentence, actions,
      total, updated, unchanged, warnings, errors, effects, tally, warning_list, letter_sample, as_of, expires_at)
    SELECT ${preview.id}, ${randomBytes(24).toString('base64url')}, ${preview.authority.userId},
      ${standingOf(preview.authority)}, s.id, ${preview.set.name}, ${preview.set.sentence}, ${JSON.stringify(preview.steps)}::jsonb,
      ${counts.processed}::int, ${counts.updated}::int, ${counts.unchanged}::int, ${counts.warnings}::int, ${counts.errors}::int,
      ${JSON.stringify({ lettersQueued, lettersSkipped, exportsQueued })}::jsonb, ${JSON.stringify(tally)}::jsonb,
      ${JSON.stringify(inOrder(preview.warnings))}::jsonb, ${JSON.stringify(preview.letters)}::jsonb,
      ${preview.asOf}, now() + make_interval(mins => ${PREVIEW_LIFETIME_MINUTES}::int)
    FROM user_set s WHERE s.id = ${preview.set.id}`);
  if (written === 0) throw new NotFound('Set');
}
