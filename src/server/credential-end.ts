import { reloadAuthority } from '../access/api-key.ts';
import type { Principal } from '../access/authenticate.ts';
import { API_KEY_CHANNEL } from '../access/change-api-keys.ts';
import type { Services } from '../graphql/context.ts';
import { today } from '../platform/clock.ts';

// A timer cannot be set further than this; later ends are waited for in pieces.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Calls `end` when the credential is good no longer: at its expiry, and, of an API key, when it is revoked. Gives what
 * ends the watching.
 */
export function onCredentialEnd(services: Services, principal: Principal, end: () => void): () => void {
  const stopTimer = atTime(principal.expiresAt, end);
  const stopListening = onRevocation(services, principal, end);
  return () => {
    stopTimer();
    stopListening();
  };
}

function atTime(moment: Date, act: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    const left = moment.getTime() - Date.now();
    if (left <= LONGEST_TIMER_MS) timer = setTimeout(act, left);
    else timer = setTimeout(wait, LONGEST_TIMER_MS);
  };
  wait();
  return () => clearTimeout(timer);
}

function onRevocation({ bus, database, config, log }: Services, { authority }: Principal, end: () => void): () => void {
  const { apiKey } = authority;
  if (!apiKey) return () => {};
  const look = async () => {
    try {
      if (!(await reloadAuthority(database, authority, today(config.timeZone)))) end();
    } catch (error) {
      // Whether it is still good cannot be looked at: it will be, with the next operation at the latest.
      log.warn({ err: error, apiKey: apiKey.prefix }, 'an API key could not be looked at');
    }
  };
  const unsubscribe = bus.subscribe(API_KEY_CHANNEL, (id) => {
    if (id === undefined || id === String(apiKey.id)) void look();
  });
  // It may have been revoked since it was looked at and before this was listened to.
  void look();
  return unsubscribe;
}
