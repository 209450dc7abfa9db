import type { Queryable } from '../platform/database.ts';
import { type Authority, loadAuthority } from './authority.ts';
import type { SigningKey } from './signing-key.ts';
import { readToken } from './token.ts';

/** Who a credential turned out to be, and until when it is good. */
export interface Principal {
  readonly authority: Authority;
  readonly expiresAt: Date;
}

/** What was given as a credential is none: unknown, expired, or of somebody who may no longer come in. */
export class InvalidCredential extends Error {
  override readonly name = 'InvalidCredential';

  constructor() {
    super('The bearer token is not valid or has expired. Sign in again.');
  }
}

/**
 * The one door for HTTP header, `connectionParams.authorization` and event streams: `Bearer <token>`. null when no
 * credential was given. Throws {@link InvalidCredential} rather than let a bad one pass for none.
 */
export async function authenticate(
  context: { readonly database: Queryable; readonly signingKey: SigningKey; readonly today: string },
  credential: string | undefined,
): Promise<Principal | null> {
  if (credential === undefined || credential === '') return null;
  const [, token] = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(credential) ?? [];
  const claim = token ? await readToken(context.signingKey, token) : null;
  const authority = claim && (await loadAuthority(context.database, claim.userId, context.today));
  if (!claim || !authority) throw new InvalidCredential();
  return { authority, expiresAt: claim.expiresAt };
}
