import type { Config } from '../../config.ts';
import type { Database, Queryable } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import { countSettled, type SettledListener, type WrittenRow } from './settled-counts.ts';

/** A process that has said nothing for so long is gone, or cut off; what it had in hand has an unknown fate. */
const DEAD_AFTER_SECONDS = 10;

/** Says that the process is alive and may have rows in hand. */
export async function beat(queryable: Queryable, courierId: string): Promise<void> {
  await queryable.execute(sql`
    INSERT INTO outbox_courier (id, alive_at) VALUES (${courierId}::uuid, clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET alive_at = excluded.alive_at`);
}

/** Says that the process has nothing in hand any more. */
export async function resign(queryable: Queryable, courierId: string): Promise<void> {
  await queryable.execute(sql`DELETE FROM outbox_courier WHERE id = ${courierId}::uuid`);
}

/**
 * Finds what dead couriers had in hand: these rows become UNKNOWN, and are due again with the same Message-ID. They end
 * so when their attempts are used up, and letters when the setting leaves them to a person. Gives their number.
 */
export async function takeOver(
  database: Database,
  { outboxAttempts, unknownLetters }: Pick<Config, 'outboxAttempts' | 'unknownLetters'>,
  settled: SettledListener,
): Promise<number> {
  return database.transaction(async (tx) => {
    const leave = unknownLetters === 'leave';
    const rows = await tx.query<WrittenRow>(sql`
      WITH lost AS MATERIALIZED (
        SELECT o.id, o.was_unknown AS was_before, o.attempts >= ${outboxAttempts} OR (${leave} AND o.kind = 'LETTER') AS ends FROM outbox o
        WHERE o.state = 'SENDING' AND NOT EXISTS (SELECT 1 FROM outbox_courier c
          WHERE c.id = o.courier_id AND c.alive_at > clock_timestamp() - make_interval(secs => ${DEAD_AFTER_SECONDS}))
        FOR UPDATE OF o SKIP LOCKED)
      UPDATE outbox o SET state = 'UNKNOWN', was_unknown = TRUE, code = 'WORKER_DIED', next_attempt_at = clock_timestamp(),
        settled_at = CASE WHEN lost.ends THEN clock_timestamp() END, secret = CASE WHEN lost.ends THEN NULL ELSE o.secret END
      FROM lost WHERE o.id = lost.id
      RETURNING o.kind, o.job_id AS "jobId", o.state, lost.ends AS settled, NOT lost.was_before AS "newlyUnknown"`);
    const counts = countSettled(rows);
    if (counts.size > 0) await settled(tx, counts);
    if (rows.length > 0) await forgetDead(tx);
    return rows.length;
  });
}

async function forgetDead(queryable: Queryable): Promise<void> {
  await queryable.execute(sql`
    DELETE FROM outbox_courier c WHERE c.alive_at < clock_timestamp() - interval '1 hour'`);
}
