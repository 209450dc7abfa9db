import type { Queryable } from '../platform/database.ts';
import { isApiKey, readApiKey } from './api-key.ts';
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

/** What it takes to know who somebody is. */
export interface Door {
  readonly database: Queryable;
  readonly signingKey: SigningKey;
  /** 'YYYY-MM-DD' in the institution's time zone. */
  readonly today: string;
}

/**
 * The one door for HTTP header, `connectionParams.authorization` and event streams: `Bearer <token>`, a token of ours or
 * an API key. null when no credential was given. Throws {@link InvalidCredential} rather than let a bad one pass for none.
 */
export async function authenticate(door: Door, credential: string | undefined): Promise<Principal | null> {
  if (credential === undefined || credential === '') return null;
  const [, bearer = ''] = /^Bearer +([\w.-]+)$/i.exec(credential) ?? [];
  const principal = isApiKey(bearer)
    ? await readApiKey(door.database, bearer, door.today)
    : await ofToken(door, bearer);
  if (!principal) throw new InvalidCredential();
  return principal;
}

async function ofToken({ database, signingKey, today }: Door, token: string): Promise<Principal | null> {
  const claim = /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? await readToken(signingKey, token) : null;
  const authority = claim && (await loadAuthority(database, claim.userId, today));
  return claim && authority && { authority, expiresAt: claim.expiresAt };
}
