import type { Services } from '../graphql/context.ts';
import { sql } from '../platform/sql.ts';
import { answerJson, type Exchange } from './exchange.ts';

/** Answers /health/live: the process runs. A process that does not answer is to be started anew. */
export function answerLive(exchange: Exchange): void {
  answerJson(exchange, 200, { status: 'live' });
}

/** Answers /health/ready: 200 when requests should come here, 503 when stopping or without its database. */
export async function answerReady(exchange: Exchange, { database }: Services, stopping: boolean): Promise<void> {
  if (stopping) return answerJson(exchange, 503, { status: 'stopping' });
  try {
    await database.query(sql`SELECT 1`);
  } catch (error) {
    exchange.log.warn({ err: error }, 'the database does not answer');
    return answerJson(exchange, 503, { status: 'no database' });
  }
  answerJson(exchange, 200, { status: 'ready' });
}
