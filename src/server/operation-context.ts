import type { GraphQLContext, Services } from '../graphql/context.ts';
import { today } from '../platform/clock.ts';

/** Who asks, and whether they still wait for the answer. */
export interface Asker extends Pick<GraphQLContext, 'authority' | 'clientGone'> {
  readonly credentialRefused?: boolean;
}

/** The context of one operation, the same whatever transport it came by. */
export function operationContext(
  services: Services,
  requestId: string,
  { credentialRefused = false, ...asker }: Asker,
): GraphQLContext {
  const log = services.log.child({ requestId });
  return { ...services, ...asker, log, requestId, credentialRefused, today: today(services.config.timeZone) };
}
