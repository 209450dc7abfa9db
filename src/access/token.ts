import { errors, jwtVerify, SignJWT } from 'jose';
import type { SigningKey } from './signing-key.ts';

const ISSUER = 'rollcall';
const ALGORITHM = 'HS256';

/** How long a token is good for. */
export const TOKEN_LIFETIME_SECONDS = 12 * 60 * 60;

/** A token as its holder gets it, without the word Bearer. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

/** Says "the bearer is this user" until it expires. What the user may do is never in it. */
export async function issueToken(
  key: SigningKey,
  userId: number,
  lifetimeSeconds = TOKEN_LIFETIME_SECONDS,
): Promise<IssuedToken> {
  const issuedAt = Math.floor(Date.now() / 1000);
  const expires = issuedAt + lifetimeSeconds;
  const token = await new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, typ: 'JWT' })
    .setIssuer(ISSUER)
    .setSubject(String(userId))
    .setIssuedAt(issuedAt)
    .setExpirationTime(expires)
    .sign(key);
  return { token, expiresAt: new Date(expires * 1000) };
}

/** Whom a token speaks of; null when it is not ours, was tampered with, or has expired. */
export async function readToken(
  key: SigningKey,
  token: string,
): Promise<{ readonly userId: number; readonly expiresAt: Date } | null> {
  try {
    const { payload } = await jwtVerify<{ sub: string; exp: number }>(token, key, {
      issuer: ISSUER,
      algorithms: [ALGORITHM],
      requiredClaims: ['sub', 'exp'],
    });
    return { userId: Number(payload.sub), expiresAt: new Date(payload.exp * 1000) };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
