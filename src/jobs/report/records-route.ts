import type { Route } from '../../graphql/route.ts';
import { NotFound } from '../../platform/problems.ts';
import type { JobStep } from '../submit/job-steps.ts';
import { visibleJobsWhere } from '../visible-jobs.ts';
import { contentTypes, downloadRecords, type RecordFormat } from './download-records.ts';

/** The path below PUBLIC_URL at which a job's records are to be had. */
export function recordsPath(jobId: number, format: RecordFormat): string {
  return `/jobs/${jobId}/records.${format}`;
}

/** Downloads of a job's records. The path is no secret: who may not see the job finds nothing there. */
export const recordsRoute: Route = {
  path: /^\/jobs\/(?<id>\d{1,9})\/records\.(?<format>csv|jsonl)$/,
  async answer({ id, format }, { database, authority }) {
    const where = { AND: [{ id: Number(id), endedAt: { not: null } }, visibleJobsWhere(authority)] };
    const job = await database.prisma.job.findFirst({ where, select: { id: true, state: true, actions: true } });
    if (!job) throw new NotFound('Job');
    const known: RecordFormat = format === 'csv' ? 'csv' : 'jsonl';
    const disposition = `attachment; filename="job-${job.id}-records.${known}"`;
    return {
      status: 200,
      headers: {
        'content-type': contentTypes[known],
        'content-disposition': disposition,
        'cache-control': 'private, no-store',
      },
      // Only submitJob writes the column.
      body: downloadRecords(database, { ...job, actions: job.actions as unknown as JobStep[] }, known, authority),
    };
  },
};
