import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { SigningKey } from '../../access/signing-key.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

/** The secret as it may lie in the database: AES-256-GCM, bound to the user it is for. */
export function sealSecret(key: SigningKey, userId: number, secret: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', sealingKey(key), iv).setAAD(boundTo(userId));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
}

/** What {@link sealSecret} was given. null: it was sealed with another key, or for somebody else. */
export function openSecret(key: SigningKey, userId: number, sealed: Uint8Array): string | null {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(key), bytes.subarray(0, IV_BYTES));
  decipher.setAAD(boundTo(userId)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const opened = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
    return Buffer.concat(opened).toString('utf8');
  } catch {
    // The tag does not fit: final() says so with an error that tells no more than this.
    return null;
  }
}

/** A key of its own: what leaks of one use is of no help with the other. */
function sealingKey(key: SigningKey): Buffer {
  return Buffer.from(hkdfSync('sha256', key.export(), '', 'rollcall outbox secret', KEY_BYTES));
}

function boundTo(userId: number): Buffer {
  return Buffer.from(`user ${userId}`);
}
