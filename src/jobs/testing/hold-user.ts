import { expect, vi } from 'vitest';
import type { Database } from '../../platform/database.ts';
import { sql } from '../../platform/sql.ts';

/** A user whose row nobody can change for the moment. */
export interface HeldUser {
  /** Comes back when so many chunks wait for rows that are held. */
  awaited(chunks?: number): Promise<void>;
  release(): Promise<void>;
}

/** Holds a user's row: a chunk that comes to it has been claimed, and waits there. */
export async function holdUser(database: Database, primaryId: string): Promise<HeldUser> {
  const held = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const done = database.transaction(async (transaction) => {
    await transaction.execute(sql`SELECT 1 FROM users WHERE primary_id = ${primaryId} FOR UPDATE`);
    held.resolve();
    await released.promise;
  });
  await held.promise;
  return {
    awaited: (chunks = 1) =>
      vi.waitFor(async () => {
        const waiting = await database.query(sql`
          SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM users u%'`);
        expect(waiting).toHaveLength(chunks);
      }),
    async release() {
      released.resolve();
      await done;
    },
  };
}
