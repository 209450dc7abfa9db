import { auditRefusals } from '../../access/audit-refusals.ts';
import type { JobServices } from '../job-services.ts';
import { type JobRequest, resolveRequest } from '../submit/resolve-request.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { discardPreviews } from './discard-previews.ts';
import { PreviewInTheMaking, type PreviewWatch } from './preview-in-the-making.ts';
import { PreviewAbandoned } from './preview-problems.ts';
import type { PreviewTurns } from './preview-turns.ts';

/** What making a preview stands on. */
export interface PreviewServices extends Omit<JobServices, 'queue'> {
  readonly previewTurns: PreviewTurns;
}

/**
 * Decides what a job would do to each member of the set, and writes that down in place of doing it; gives the id of the
 * preview. Throws the problems of a submission, and PreviewAbandoned once the signal is aborted.
 */
export async function makePreview(
  services: PreviewServices,
  request: JobRequest,
  person: Submitter,
  watch: PreviewWatch,
): Promise<number> {
  const { database, previewTurns } = services;
  const { authority, requestId } = person;
  const event = { actor: authority.primaryId, authority, operation: 'previewUpdateNotifyJob', requestId };
  return auditRefusals(database, { ...event, details: { set: request.setId } }, async () => {
    const resolved = await resolveRequest(services, request, authority);
    try {
      const endTurn = await previewTurns.take(authority.userId, watch.signal);
      try {
        await discardPreviews(database, authority.userId);
        return await new PreviewInTheMaking(services, resolved, person, watch).make();
      } finally {
        endTurn();
      }
    } catch (error) {
      if (watch.signal.aborted) throw new PreviewAbandoned();
      throw error;
    }
  });
}
