import type { Sql } from '../../platform/sql.ts';

/** What the meaning of a filter hangs on besides itself. */
export interface FilterContext {
  /** 'YYYY-MM-DD' in the institution's time zone. */
  readonly today: string;
  /** IANA name; decides when a day begins for instants. Default UTC. */
  readonly timeZone?: string;
  /** A condition over `users u`: other people count in a filter only when it holds for them. Default: everybody. */
  readonly visible?: Sql;
}
