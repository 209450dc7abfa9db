import { Temporal } from 'temporal-polyfill';

/** The plain date it is now in a time zone (IANA name), as 'YYYY-MM-DD'. */
export function today(timeZone: string): string {
  return Temporal.Now.plainDateISO(timeZone).toString();
}
