import pg from 'pg';

/** A process's place among those that use an embedded PostgreSQL. */
export interface Presence {
  /** Settles when the connection has ended, however it did. */
  readonly lost: Promise<void>;
  /** Gives the place up; true when nobody else has one, and then nobody can take one any more. */
  leave(): Promise<boolean>;
}

const LOCK = 4_772_011;

// A refused connection, a server that is starting or stopping, and one that stops while it answers.
const NOT_YET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P03', '57P01', '57P02']);

/**
 * Takes a place: a connection that holds a shared lock, so that a killed process gives it up by itself. Makes the
 * database `name` if it is missing. Undefined while the server is starting or stopping.
 */
export async function announcePresence(url: string, name: string): Promise<Presence | undefined> {
  const client = new pg.Client({ connectionString: url, application_name: 'rollcall presence', keepAlive: true });
  const lost = new Promise<void>((resolve) => client.once('end', resolve));
  // The end of the connection follows every error and says enough.
  client.on('error', () => {});
  try {
    await client.connect();
    if (await lock(client, 'pg_try_advisory_lock_shared')) {
      await ensureDatabase(client, name);
      return { lost, leave: () => leave(client) };
    }
    await client.end();
    return undefined;
  } catch (error) {
    await client.end();
    if (isNotYet(error)) return undefined;
    throw error;
  }
}

async function leave(client: pg.Client): Promise<boolean> {
  try {
    await client.query(`SELECT pg_advisory_unlock_shared(${LOCK})`);
    const alone = await lock(client, 'pg_try_advisory_lock');
    // The lock is kept when nobody else is there, so that nobody comes in before the server stops.
    if (!alone) await client.end();
    return alone;
  } catch {
    return false;
  }
}

async function lock(client: pg.Client, kind: string): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(`SELECT ${kind}(${LOCK}) AS locked`);
  return rows[0]?.locked === true;
}

async function ensureDatabase(client: pg.Client, name: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (rowCount) return;
  await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`).catch((error) => {
    // Another process that came at the same time has made it.
    if (error.code !== '42P04' && error.code !== '23505') throw error;
  });
}

function isNotYet(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && NOT_YET.has(String(error.code))) || error.message === 'Connection terminated unexpectedly';
}
