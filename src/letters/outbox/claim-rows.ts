import type { Database, Transaction } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';
import type { Carrier, OutboxRow } from './carrier.ts';
import type { OutboxKind } from './queue-outbox.ts';

/** A row that was claimed, and when it may go out. */
export interface ClaimedRow {
  readonly row: OutboxRow;
  /** On the clock of `performance.now()`. */
  readonly startAt: number;
}

/** What came of looking for rows. */
export interface Claim {
  readonly rows: readonly ClaimedRow[];
  /** How long to wait before looking again; null: nothing is due. */
  readonly lookAgainInMs: number | null;
}

export interface ClaimOptions {
  /** Who claims. */
  readonly courierId: string;
  /** The right side of new Message-IDs. */
  readonly domain: string;
  /** How many rows at most. */
  readonly limit: number;
}

// With a rate, nobody claims more than what may go out soon: what lies in one process's hands, another cannot send.
const FARTHEST_AHEAD_MS = 1_000;

/**
 * Claims the rows of a carrier's kind that are due: committed as SENDING before anything is sent, so that whatever dies
 * afterwards, nobody takes a row for one that was never tried.
 */
export async function claimRows(
  database: Database,
  { kind, ratePerSecond }: Carrier,
  options: ClaimOptions,
): Promise<Claim> {
  return database.transaction(async (tx) => {
    if (ratePerSecond === null) return unpaced(await take(tx, kind, options));
    const aheadMs = await reservedAhead(tx, kind);
    if (aheadMs > FARTHEST_AHEAD_MS) return { rows: [], lookAgainInMs: aheadMs - FARTHEST_AHEAD_MS };
    const limit = Math.min(options.limit, Math.max(1, Math.floor(ratePerSecond)));
    const rows = await take(tx, kind, { ...options, limit });
    await reserve(tx, kind, rows.length / ratePerSecond);
    const begin = performance.now() + aheadMs;
    const paced = rows.map((row, place) => ({ row, startAt: begin + (1_000 * place) / ratePerSecond }));
    return { rows: paced, lookAgainInMs: rows.length > 0 ? 0 : null };
  });
}

function unpaced(rows: readonly OutboxRow[]): Claim {
  const startAt = performance.now();
  return { rows: rows.map((row) => ({ row, startAt })), lookAgainInMs: rows.length > 0 ? 0 : null };
}

/** Locks the pace of a kind and says how far ahead all processes together have used it up. */
async function reservedAhead(tx: Transaction, kind: OutboxKind): Promise<number> {
  await tx.execute(sql`
    INSERT INTO outbox_pace (kind, free_at) VALUES (${kind}::outbox_kind, clock_timestamp()) ON CONFLICT (kind) DO NOTHING`);
  const [pace] = await tx.query<{ aheadMs: number }>(sql`
    SELECT extract(epoch FROM greatest(free_at - clock_timestamp(), interval '0'))::float8 * 1000 AS "aheadMs"
    FROM outbox_pace WHERE kind = ${kind}::outbox_kind FOR UPDATE`);
  return pace?.aheadMs ?? 0;
}

async function reserve(tx: Transaction, kind: OutboxKind, seconds: number): Promise<void> {
  await tx.execute(sql`
    UPDATE outbox_pace SET free_at = greatest(free_at, clock_timestamp()) + make_interval(secs => ${seconds})
    WHERE kind = ${kind}::outbox_kind`);
}

async function take(
  tx: Transaction,
  kind: OutboxKind,
  { courierId, domain, limit }: ClaimOptions,
): Promise<OutboxRow[]> {
  const rows = await tx.query<OutboxRow>(sql`
    WITH found AS MATERIALIZED (
      SELECT id FROM outbox WHERE kind = ${kind}::outbox_kind AND settled_at IS NULL AND state IN ('QUEUED', 'UNKNOWN')
        AND next_attempt_at <= clock_timestamp()
      ORDER BY next_attempt_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED)
    UPDATE outbox o SET state = 'SENDING', attempts = attempts + 1, courier_id = ${courierId}::uuid,
      message_id = coalesce(message_id, gen_random_uuid() || '@' || ${domain}::text)
    FROM found WHERE o.id = found.id
    RETURNING o.id, o.kind, o.job_id AS "jobId", o.user_id AS "userId", o.letter_code AS letter, o.letter_version AS version,
      o.extra_text AS "extraText", o.variables, o.secret, o.message_id AS "messageId", o.attempts, o.was_unknown AS "wasUnknown",
      o.created_at AS "createdAt"`);
  return rows.sort((one, other) => one.id - other.id);
}
