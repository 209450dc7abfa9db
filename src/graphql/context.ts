import type { Authority } from '../access/authority.ts';
import type { SigningKey } from '../access/signing-key.ts';
import type { Config } from '../config.ts';
import type { PreviewTurns } from '../jobs/preview/preview-turns.ts';
import type { JobFollowers } from '../jobs/progress/follow-job.ts';
import type { Bus } from '../platform/bus.ts';
import type { Database } from '../platform/database.ts';
import type { Log } from '../platform/log.ts';
import type { Queue } from '../platform/queue.ts';

/** What the process has one of, for as long as it runs. */
export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly queue: Queue;
  readonly bus: Bus;
  readonly log: Log;
  readonly signingKey: SigningKey;
  readonly jobFollowers: JobFollowers;
  readonly previewTurns: PreviewTurns;
}

/** What every resolver gets, the same over HTTP, SSE and WebSocket. Made anew for each operation. */
export interface GraphQLContext extends Services {
  /** Also in the response header `x-request-id`, in the log and in the audit. */
  readonly requestId: string;
  /** null: nobody is signed in. Read from the database for this operation, never from the token. */
  readonly authority: Authority | null;
  /** A credential was given and is no good: nobody is signed in, and is told so when it matters. */
  readonly credentialRefused: boolean;
  /** 'YYYY-MM-DD' in the institution's time zone. */
  readonly today: string;
  /** Aborted when the connection that asked is closed before it has its answer. */
  readonly clientGone: AbortSignal;
}
