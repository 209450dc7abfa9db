import type { Authority } from '../access/authority.ts';
import type { GraphQLContext, Services } from '../graphql/context.ts';
import { today } from '../platform/clock.ts';

/** The context of one operation, the same whatever transport it came by. */
export function operationContext(
  services: Services,
  requestId: string,
  { authority, credentialRefused = false }: { authority: Authority | null; credentialRefused?: boolean },
): GraphQLContext {
  const log = services.log.child({ requestId });
  return { ...services, log, requestId, authority, credentialRefused, today: today(services.config.timeZone) };
}
