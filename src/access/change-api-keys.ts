import { z } from 'zod';
import { notify } from '../platform/bus.ts';
import { givenText } from '../platform/given-text.ts';
import { parseInput } from '../platform/parse-input.ts';
import { NotFound } from '../platform/problems.ts';
import { sql } from '../platform/sql.ts';
import { newSecret } from './api-key.ts';
import { apiKeyScopes } from './api-key-scope.ts';
import { auditedChange, type Operator } from './audited-change.ts';
import type { Authority } from './authority.ts';

/** Told the id of a key that was revoked, so that whatever is open under it ends. */
export const API_KEY_CHANNEL = 'api_key_revoked';

const DAY_MS = 24 * 60 * 60 * 1_000;
const LIFETIME_DAYS = 365;
const LONGEST_LIFETIME_DAYS = 5 * 366;

const creation = z.object({
  name: givenText(255),
  scopes: z.array(z.enum(apiKeyScopes)).min(1, 'Give at least one scope.'),
  expiresAt: z.date().nullish(),
});

/** A key to be. */
export type NewApiKey = z.input<typeof creation>;

/** Makes a key for whoever asks; the key itself is given here and never again. Throws InvalidInput. */
export async function createApiKey(operator: Operator, input: NewApiKey): Promise<{ id: number; key: string }> {
  return auditedChange(operator, { operation: 'createApiKey' }, async (transaction) => {
    const { name, scopes: wanted, expiresAt } = parseInput(creation.superRefine(lifetimeIssues), input);
    const scopes = apiKeyScopes.filter((scope) => scope === 'READ' || wanted.includes(scope));
    const end = expiresAt ?? new Date(Date.now() + LIFETIME_DAYS * DAY_MS);
    const { key, prefix, hash } = newSecret();
    const [created] = await transaction.query<{ id: number }>(sql`
      INSERT INTO api_key (name, owner_id, prefix, hash, scopes, expires_at)
      VALUES (${name}, ${operator.authority.userId}, ${prefix}, ${hash}, ${scopes}::api_key_scope[], ${end}) RETURNING id`);
    if (!created) throw new Error('An API key was written without getting an id.');
    const details = { name, prefix, scopes, expiresAt: end };
    return { result: { id: created.id, key }, subject: `ApiKey:${created.id}`, details };
  });
}

function lifetimeIssues({ expiresAt }: z.output<typeof creation>, context: z.RefinementCtx): void {
  if (!expiresAt) return;
  const lifetime = expiresAt.getTime() - Date.now();
  const message =
    lifetime <= 0 ? 'This is over.' : lifetime > LONGEST_LIFETIME_DAYS * DAY_MS ? 'At most five years from now.' : null;
  if (message) context.addIssue({ code: 'custom', path: ['expiresAt'], message });
}

/**
 * Ends a key, and with it whatever is open under it. Their owner and administrators end keys; for others there is none
 * (NotFound). One that was revoked before stays as it is.
 */
export async function revokeApiKey(operator: Operator, id: number): Promise<void> {
  const { authority } = operator;
  await auditedChange(operator, { operation: 'revokeApiKey', subject: `ApiKey:${id}` }, async (transaction) => {
    const [key] = await transaction.query<{ name: string; prefix: string }>(sql`
      UPDATE api_key SET revoked_at = coalesce(revoked_at, now()),
        revoked_by = CASE WHEN revoked_at IS NULL THEN ${authority.primaryId} ELSE revoked_by END
      WHERE id = ${id} AND ${authority.isAdministrator ? sql`TRUE` : sql`owner_id = ${authority.userId}`}
      RETURNING name, prefix`);
    if (!key) throw new NotFound('API key');
    await notify(transaction, API_KEY_CHANNEL, String(id));
    return { result: undefined, details: key };
  });
}

/** The keys somebody may see: their own; administrators all. */
export function visibleApiKeysWhere({ isAdministrator, userId }: Authority) {
  return isAdministrator ? {} : { ownerId: userId };
}
