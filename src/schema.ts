import './access/access.graphql.ts';
import './access/audit.graphql.ts';
import './graphql/scalars.ts';
import './graphql/problems.ts';
import './institution/codes.graphql.ts';
import './institution/institution.graphql.ts';
import './institution/libraries.graphql.ts';
import './jobs/after-the-run.graphql.ts';
import './jobs/definitions/definitions.graphql.ts';
import './jobs/job-progress.graphql.ts';
import './jobs/jobs.graphql.ts';
import './jobs/jobs-of-set.graphql.ts';
import './jobs/preview/preview-job.graphql.ts';
import './jobs/user-history.graphql.ts';
import './jobs/schedules/schedules.graphql.ts';
import './jobs/single-user/single-user.graphql.ts';
import './sets/derived-sets.graphql.ts';
import './sets/set-files.graphql.ts';
import './sets/named-users.graphql.ts';
import './sets/sets.graphql.ts';
import './sets/shared-sets.graphql.ts';
import './users/users.graphql.ts';
import { builder } from './graphql/builder.ts';
import { describeTotalCounts } from './graphql/connection.ts';

/** The schema of the API, gathered from the edges that register themselves when they are imported. */
export const schema = describeTotalCounts(builder.toSchema());
