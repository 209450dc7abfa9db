import type { Config } from '../config.ts';
import type { Carrier, Delivered, OutboxRow } from '../letters/outbox/carrier.ts';
import { today } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { type ExportedUser, loadExportedUsers } from './exported-user.ts';
import { putUser } from './put-user.ts';
import { type ScimAnswer, type ScimOptions, ScimUnreachable } from './scim-client.ts';
import { scimUser } from './scim-user.ts';

/** What exporting stands on. */
export interface ExportServices {
  readonly config: Pick<Config, 'scimUrl' | 'scimToken' | 'timeZone'>;
  readonly database: Database;
  /** How long one request may take; left out: 30 seconds. */
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 30_000;
const CONCURRENCY = 4;

/** Carries users to the identity provider of the settings, as they are at that moment. */
export class IdentityExport implements Carrier {
  readonly kind = 'IDENTITY_EXPORT';
  readonly concurrency = CONCURRENCY;
  readonly ratePerSecond = null;
  readonly #services: ExportServices;
  readonly #scim: ScimOptions | null;

  constructor(services: ExportServices) {
    const { scimUrl, scimToken } = services.config;
    this.#services = services;
    this.#scim = scimUrl ? { url: scimUrl, token: scimToken, timeoutMs: services.timeoutMs ?? TIMEOUT_MS } : null;
  }

  async deliver({ userId }: OutboxRow, signal: AbortSignal): Promise<Delivered> {
    if (!this.#scim) return { state: 'FAILED', code: 'IDENTITY_PROVIDER_NOT_SET_UP', reply: null };
    const { database, config } = this.#services;
    // Read only now, not with the batch: the one before may have taken long.
    const users = await loadExportedUsers(database, [userId], today(config.timeZone));
    const user = users.get(userId);
    if (!user) return { state: 'FAILED', code: 'USER_NOT_FOUND', reply: null };
    return attempt(this.#scim, user, signal);
  }
}

async function attempt(scim: ScimOptions, user: ExportedUser, signal: AbortSignal): Promise<Delivered> {
  try {
    const { done, answer } = await putUser(scim, scimUser(user), signal);
    return done ? { state: 'SENT', reply: answer.reply } : notDone(answer);
  } catch (error) {
    if (!(error instanceof ScimUnreachable)) throw error;
    const code = error.timedOut ? 'IDENTITY_PROVIDER_SILENT' : 'IDENTITY_PROVIDER_UNREACHABLE';
    return { state: 'RETRY', code, reply: error.message, unavailable: true };
  }
}

/** What an answer other than success means: what may pass by itself is tried again. */
function notDone({ status, reply, retryAfter }: ScimAnswer): Delivered {
  const later = retryAfter === null ? {} : { retryAfterSeconds: retryAfter };
  if (status === 429 || (status === 503 && retryAfter !== null))
    return { state: 'RETRY', code: 'IDENTITY_PROVIDER_BUSY', reply, unavailable: true, ...later };
  // A token that has expired is soon replaced; nobody would thank us for a set that has failed meanwhile.
  if (status === 401) return { state: 'RETRY', code: 'IDENTITY_PROVIDER_UNAUTHORIZED', reply, unavailable: true };
  if (status >= 500) return { state: 'RETRY', code: 'IDENTITY_PROVIDER_ERROR', reply, ...later };
  // Gone between our look and our change: the next look finds it so.
  if (status === 404) return { state: 'RETRY', code: 'IDENTITY_PROVIDER_ERROR', reply };
  return { state: 'FAILED', code: status === 409 ? 'IDENTITY_PROVIDER_CONFLICT' : 'IDENTITY_PROVIDER_REFUSED', reply };
}
