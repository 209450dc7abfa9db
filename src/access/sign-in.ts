import type { Database } from '../platform/database.ts';
import { InvalidInput, Problem } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';
import { recordAuditEvent } from './audit.ts';
import { type Authority, loadAuthority } from './authority.ts';
import { hashPassword, passwordMatches } from './password.ts';
import { changeSource, recordUserChange } from './record-user-changes.ts';
import type { SigningKey } from './signing-key.ts';
import { type IssuedToken, issueToken } from './token.ts';

/** Wrong password, no such user, no password, inactive or expired: which of them it was is for the audit only. */
export class InvalidCredentials extends Problem {
  readonly code = 'INVALID_CREDENTIALS';

  constructor() {
    super('The primary id or the password is wrong, or the account cannot be used.');
  }
}

/** The password was right, but must be replaced before it opens anything. */
export class PasswordChangeRequired extends Problem {
  readonly code = 'PASSWORD_CHANGE_REQUIRED';

  constructor() {
    super('The password must be changed: sign in again with a newPassword.');
  }
}

/** What somebody gives to sign in. */
export interface Credentials {
  /** Upper and lower case are the same. */
  readonly primaryId: string;
  readonly password: string;
  /** Takes the place of the password, which must be right. */
  readonly newPassword?: string | null;
}

/** What signing in needs of the process and the request. */
export interface SignInContext {
  readonly database: Database;
  readonly signingKey: SigningKey;
  readonly today: string;
  readonly requestId: string;
}

interface Account {
  readonly id: number;
  readonly primaryId: string;
  readonly passwordHash: string | null;
  readonly forcePasswordChange: boolean;
}

const MIN_PASSWORD_LENGTH = 12;
const MAX_PASSWORD_LENGTH = 1_000;

/**
 * Signs in a user with an internal account. Throws {@link InvalidCredentials}, {@link PasswordChangeRequired}, or
 * InvalidInput for a new password that is too weak. Every attempt is audited.
 */
export async function signIn(
  context: SignInContext,
  given: Credentials,
): Promise<IssuedToken & { readonly authority: Authority }> {
  checkLengths(given);
  // As records hold it: keyboards and systems spell letters with accents in two ways.
  const credentials = { ...given, primaryId: given.primaryId.normalize('NFC') };
  const account = await findAccount(context, credentials.primaryId);
  const matches = await passwordMatches(credentials.password, account?.passwordHash ?? null);
  const authority = account && (await loadAuthority(context.database, account.id, context.today));
  if (!account || !matches || !authority) {
    await refuse(context, credentials, !account ? 'UNKNOWN_USER' : !matches ? 'WRONG_PASSWORD' : 'ACCOUNT_NOT_ACTIVE');
    throw new InvalidCredentials();
  }
  if (account.forcePasswordChange && !credentials.newPassword) {
    await refuse(context, credentials, 'PASSWORD_CHANGE_REQUIRED');
    throw new PasswordChangeRequired();
  }
  if (credentials.newPassword) await replacePassword(context, account, authority, credentials.newPassword);
  await recordAuditEvent(context.database, audited(context, account.primaryId, authority));
  return { ...(await issueToken(context.signingKey, account.id)), authority };
}

function checkLengths({ primaryId, password, newPassword }: Credentials): void {
  // The database's text cannot hold it.
  if (primaryId.includes('\0')) throw InvalidInput.at(['primaryId'], 'A primary id cannot contain this character.');
  if (password.length > MAX_PASSWORD_LENGTH) throw InvalidInput.at(['password'], 'No password is that long.');
  if (!newPassword) return;
  if (newPassword === password)
    throw InvalidInput.at(['newPassword'], 'The new password must differ from the old one.');
  if (newPassword.length < MIN_PASSWORD_LENGTH || newPassword.length > MAX_PASSWORD_LENGTH)
    throw InvalidInput.at(['newPassword'], `The new password must have at least ${MIN_PASSWORD_LENGTH} characters.`);
}

async function findAccount({ database }: SignInContext, primaryId: string): Promise<Account | undefined> {
  const [account] = await database.query<Account>(sql`
    SELECT id, primary_id AS "primaryId", password_hash AS "passwordHash", force_password_change AS "forcePasswordChange"
    FROM users WHERE lower(primary_id) COLLATE "C" = lower(${primaryId}) COLLATE "C"`);
  return account;
}

async function replacePassword(
  context: SignInContext,
  { forcePasswordChange }: Account,
  authority: Authority,
  newPassword: string,
): Promise<void> {
  const passwordHash = await hashPassword(newPassword);
  await context.database.transaction(async (transaction) => {
    await transaction.execute(sql`
      UPDATE users SET password_hash = ${passwordHash}, force_password_change = FALSE, updated_at = now()
      WHERE id = ${authority.userId}`);
    const forced = forcePasswordChange ? [{ field: 'forcePasswordChange', before: 'true', after: 'false' }] : [];
    const changes = [{ field: 'password', before: null, after: null }, ...forced];
    const source = changeSource(authority, context.requestId, 'SIGN_IN');
    await recordUserChange(transaction, source, authority.userId, changes);
    await recordAuditEvent(transaction, {
      ...audited(context, authority.primaryId, authority),
      operation: 'changePassword',
    });
  });
}

function refuse(context: SignInContext, { primaryId }: Credentials, refused: string): Promise<void> {
  return recordAuditEvent(context.database, { ...audited(context, primaryId.slice(0, 255), null), refused });
}

function audited({ requestId }: SignInContext, actor: string, authority: Authority | null) {
  return { actor, authority, operation: 'signIn', requestId };
}
