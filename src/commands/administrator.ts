import { parseArgs } from 'node:util';
import { recordAuditEvent } from '../access/audit.ts';
import { hashPassword } from '../access/password.ts';
import { recordUserChange } from '../access/record-user-changes.ts';
import { temporaryPassword } from '../access/temporary-password.ts';
import { readConfig } from '../config.ts';
import type { Transaction } from '../platform/database.ts';
import { openLog } from '../platform/log.ts';
import { sql } from '../platform/sql.ts';
import { openConfiguredDatabase } from '../services.ts';
import { endPlainly } from './plain-fault.ts';

// The way into a database that nobody may enter yet, or no more: whoever has a shell beside the database may do this.
const OPERATION = 'npm run administrator';
const SYSTEM_ADMINISTRATOR = '26';
const fields = ['status', 'accountType', 'expiryDate', 'forcePasswordChange', 'roles'] as const;

try {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { name: { type: 'string' } } });
  const [primaryId, ...rest] = positionals;
  if (primaryId?.trim() && rest.length === 0) await makeAdministrator(primaryId.trim().normalize('NFC'), values.name);
  else end('Usage: npm run administrator -- PRIMARY_ID [--name "LAST NAME"]');
} catch (error) {
  if ((error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') end((error as Error).message);
  else endPlainly(error);
}

function end(fault: string): void {
  process.stderr.write(`${fault}\n`);
  process.exitCode = 1;
}

/** Makes a user, who is created if need be, an active General System Administrator, and prints a password to be replaced. */
async function makeAdministrator(primaryId: string, lastName = primaryId): Promise<void> {
  const config = readConfig();
  await using opened = await openConfiguredDatabase(config, openLog({ level: 'warn', destination: 'stderr' }));
  const password = temporaryPassword();
  const hash = await hashPassword(password);
  await opened.database.transaction(async (tx) => {
    await tx.execute(sql`
      INSERT INTO users (primary_id, last_name, record_type) VALUES (${primaryId}, ${lastName}, 'STAFF')
      ON CONFLICT DO NOTHING`);
    const before = await standingOf(tx, primaryId);
    await putInForce(tx, before.id, hash);
    const after = await standingOf(tx, primaryId);
    const changes = fields.map((field) => ({ field, before: before[field], after: after[field] }));
    const changed = changes.filter((change) => JSON.stringify(change.before) !== JSON.stringify(change.after));
    const source = { origin: 'MUTATION', actor: OPERATION, actorId: null, requestId: '' } as const;
    await recordUserChange(tx, source, before.id, [...changed, { field: 'password', before: null, after: null }]);
    await recordAuditEvent(tx, {
      ...{ actor: OPERATION, authority: 'COMMAND_LINE', operation: 'makeAdministrator', requestId: '' },
      ...{ subject: `User:${before.id}`, details: { primaryId } },
    });
  });
  process.stdout.write(`${primaryId} is General System Administrator. Sign in with the password\n\n  ${password}\n\n`);
  process.stdout.write('and a newPassword of your own (mutation signIn).\n');
}

type Standing = { readonly id: number } & Readonly<Record<(typeof fields)[number], unknown>>;

/** What makes somebody an administrator, as it is now; the user is locked. */
async function standingOf(tx: Transaction, primaryId: string): Promise<Standing> {
  const [user] = await tx.query<Standing>(sql`
    SELECT u.id, u.status, u.account_type AS "accountType", u.expiry_date AS "expiryDate", u.force_password_change::text AS "forcePasswordChange",
      (SELECT jsonb_build_object('roleType', r.role_type_code, 'library', NULL, 'status', r.status, 'expiresOn', r.expires_on)
       FROM user_role r WHERE r.user_id = u.id AND r.role_type_code = ${SYSTEM_ADMINISTRATOR} AND r.library_code IS NULL) AS roles
    FROM users u WHERE lower(u.primary_id) COLLATE "C" = lower(${primaryId}) COLLATE "C" FOR NO KEY UPDATE`);
  if (!user) throw new Error('The account was written, and is not there.');
  return user;
}

async function putInForce(tx: Transaction, userId: number, hash: string): Promise<void> {
  await tx.execute(sql`
    UPDATE users SET account_type = 'INTERNAL', status = 'ACTIVE', expiry_date = NULL, password_hash = ${hash}, force_password_change = TRUE,
      updated_at = now() WHERE id = ${userId}`);
  await tx.execute(sql`
    INSERT INTO user_role (user_id, role_type_code, library_code, created_by) VALUES (${userId}, ${SYSTEM_ADMINISTRATOR}, NULL, ${OPERATION})
    ON CONFLICT (user_id, role_type_code, library_code) DO UPDATE SET status = 'ACTIVE', expires_on = NULL`);
}
