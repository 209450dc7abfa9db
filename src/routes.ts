import type { Route } from './graphql/route.ts';
import { recordsRoute } from './jobs/report/records-route.ts';
import { uploadRoute } from './sets/upload-route.ts';

/** The plain HTTP routes of the API, gathered from the domains; defines none. */
export const routes: readonly Route[] = [recordsRoute, uploadRoute];
