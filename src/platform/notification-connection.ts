import pg from 'pg';

/** A connection on which PostgreSQL tells of notifications. */
export interface NotificationConnection {
  /** Settles when the connection has ended, however it did. */
  readonly lost: Promise<void>;
  /** From when it settles, notifications on the channel arrive. */
  listen(channel: string): Promise<void>;
  unlisten(channel: string): Promise<void>;
  close(): Promise<void>;
}

const TIMEOUT_MS = 5_000;
const CHECK_INTERVAL_MS = 10_000;

/** Connects and listens on the channels. A peer that has silently gone away is noticed within fifteen seconds. */
export async function openNotificationConnection(
  url: string,
  channels: readonly string[],
  deliver: (channel: string, payload: string) => void,
): Promise<NotificationConnection> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'rollcall bus',
    connectionTimeoutMillis: TIMEOUT_MS,
    query_timeout: TIMEOUT_MS,
  });
  const lost = new Promise<void>((resolve) => client.once('end', resolve));
  // The end of the connection follows every error and says enough.
  client.on('error', () => {});
  client.on('notification', ({ channel, payload }) => deliver(channel, payload ?? ''));
  const listen = async (channel: string) => void (await client.query(`LISTEN ${client.escapeIdentifier(channel)}`));
  try {
    await client.connect();
    for (const channel of channels) await listen(channel);
  } catch (error) {
    await client.end();
    throw error;
  }
  // A connection that does not answer is ended; whoever waits for `lost` opens the next.
  const check = setInterval(() => client.query('SELECT 1').catch(() => client.end()), CHECK_INTERVAL_MS);
  lost.finally(() => clearInterval(check));
  return {
    lost,
    listen,
    unlisten: async (channel) => void (await client.query(`UNLISTEN ${client.escapeIdentifier(channel)}`)),
    close: () => client.end(),
  };
}
