import { loadSigningKey } from '../access/signing-key.ts';
import { issueToken } from '../access/token.ts';
import { readConfig } from '../config.ts';
import { openLog } from '../platform/log.ts';
import { sql } from '../platform/sql.ts';
import { openConfiguredDatabase } from '../services.ts';
import { endPlainly } from './plain-fault.ts';

// Prints nothing but the token: $(npm run -s token -- PRIMARY_ID) is how scripts sign in on the machine of the server.
const [primaryId, ...rest] = process.argv.slice(2);
try {
  const fault = primaryId && rest.length === 0 ? await printToken(primaryId) : 'Usage: npm run -s token -- PRIMARY_ID';
  if (fault) {
    process.stderr.write(`${fault}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  endPlainly(error);
}

async function printToken(primaryId: string): Promise<string | null> {
  const config = readConfig();
  await using opened = await openConfiguredDatabase(config, openLog({ level: 'warn', destination: 'stderr' }));
  const [user] = await opened.database.query<{ id: number }>(
    sql`SELECT id FROM users WHERE lower(primary_id) COLLATE "C" = lower(${primaryId.normalize('NFC')}) COLLATE "C"`,
  );
  if (!user) return `There is no user ${primaryId}.`;
  const { token } = await issueToken(await loadSigningKey(config), user.id);
  process.stdout.write(`${token}\n`);
  return null;
}
