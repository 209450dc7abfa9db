import { isDeepStrictEqual } from 'node:util';
import { reloadAuthority } from '../../access/api-key.ts';
import { recordAuditEvent } from '../../access/audit.ts';
import type { Authority } from '../../access/authority.ts';
import { today } from '../../platform/clock.ts';
import type { Queryable, Transaction } from '../../platform/database.ts';
import { Forbidden } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import { setMembers } from '../../sets/members.ts';
import { decideUsers, everyAdministrator } from '../decide/decide-users.ts';
import type { JobServices } from '../job-services.ts';
import type { ResolvedRequest } from '../submit/resolve-request.ts';
import type { Submitter } from '../submit/submit-job.ts';
import { memberChunks } from './member-chunks.ts';
import { otherJobsWarnings } from './other-jobs.ts';
import { PreviewTotal } from './preview-total.ts';
import { type PreviewWarning, warningCodes } from './preview-warnings.ts';
import { type SampleLetter, sampleLetters } from './sample-letters.ts';
import { reservePreviewId, writePreview, writePreviewChunk } from './write-preview.ts';

/** How far a preview has come, in users. */
export interface PreviewProgress {
  readonly processed: number;
  readonly total: number;
}

/** Who waits for a preview. */
export interface PreviewWatch {
  /** Aborted when nobody waits for it any more. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: PreviewProgress) => void;
  /** Users decided at a time. */
  readonly chunkSize?: number;
}

// As many as a run decides at a time.
const CHUNK_SIZE = 2_000;
// Should this process hang, the server ends the transactions and their snapshot.
const IDLE_LIMIT_MS = 120_000;

/** One preview: users are read in a snapshot that the server lets nobody write in; what comes of them is written beside it. */
export class PreviewInTheMaking {
  readonly #services: Omit<JobServices, 'queue'>;
  readonly #request: ResolvedRequest;
  readonly #person: Submitter;
  readonly #watch: PreviewWatch;
  readonly #today: string;
  readonly #total: PreviewTotal;
  #ownRecord = false;
  #letters: SampleLetter[] = [];

  constructor(services: Omit<JobServices, 'queue'>, request: ResolvedRequest, person: Submitter, watch: PreviewWatch) {
    this.#services = services;
    this.#request = request;
    this.#person = person;
    this.#watch = watch;
    this.#today = today(services.config.timeZone);
    this.#total = new PreviewTotal(request.reference, this.#today);
  }

  async make(): Promise<number> {
    const { database } = this.#services;
    const reading = { isolation: 'REPEATABLE READ', readOnly: true, idleTimeoutMs: IDLE_LIMIT_MS } as const;
    // All of it is kept, or nothing: a preview that is given up leaves nothing behind.
    return database.transaction(
      async (writer) => {
        const id = await reservePreviewId(writer);
        const asOf = await database.transaction((reader) => this.#decideAll(reader, writer, id), reading);
        await this.#finish(writer, id, asOf);
        return id;
      },
      { idleTimeoutMs: IDLE_LIMIT_MS },
    );
  }

  async #decideAll(reader: Transaction, writer: Transaction, id: number): Promise<Date> {
    const { log, config } = this.#services;
    const { steps, reference, set } = this.#request;
    const { authority } = this.#person;
    const at = await beginSnapshot(reader);
    const context = { authority, reference, today: this.#today, at };
    const administrators = await everyAdministrator(reader, steps, this.#today);
    const members = setMembers(set, { authority, today: this.#today, timeZone: config.timeZone });
    // While a chunk is written, the next is read and decided on.
    let writing: Promise<void> = Promise.resolve();
    try {
      for await (const { number, userIds, total } of memberChunks(
        reader,
        members,
        this.#watch.chunkSize ?? CHUNK_SIZE,
      )) {
        const decisions = await decideUsers(reader, userIds, steps, context, { lock: false, log, administrators });
        await writing;
        this.#watch.signal.throwIfAborted();
        this.#total.add(decisions);
        this.#ownRecord ||= userIds.includes(authority.userId);
        writing = writePreviewChunk(writer, id, number, decisions);
        writing.catch(ignoreUntilAwaited);
        this.#watch.onProgress?.({ processed: this.#total.counts.processed, total });
      }
    } finally {
      await writing;
    }
    this.#letters = await sampleLetters(reader, this.#total.letters, context);
    return at;
  }

  async #finish(writer: Transaction, id: number, asOf: Date): Promise<void> {
    const { set, steps } = this.#request;
    const { authority, requestId } = this.#person;
    if (!isDeepStrictEqual(await reloadAuthority(writer, authority, this.#today), authority))
      throw new Forbidden('Your roles have changed meanwhile. Look again.');
    const warnings = [...this.#total.warnings.list(), ...this.#ownWarning()];
    warnings.push(...(await otherJobsWarnings(writer, id, set.id, this.#total.counts.processed, authority)));
    await writePreview(writer, {
      id,
      authority,
      set,
      steps,
      total: this.#total,
      letters: this.#letters,
      warnings,
      asOf,
    });
    await recordPreview(writer, id, this.#request, { authority, requestId }, this.#total.counts.processed);
    this.#watch.signal.throwIfAborted();
  }

  #ownWarning(): PreviewWarning[] {
    if (!this.#ownRecord) return [];
    const message = warningCodes.OWN_RECORD.sentence;
    return [{ code: 'OWN_RECORD', message, users: 1, sample: [this.#person.authority.userId] }];
  }
}

/** The moment that the transaction sees the database at, from its first statement on. */
async function beginSnapshot(reader: Queryable): Promise<Date> {
  const [row] = await reader.query<{ at: Date }>(sql`SELECT clock_timestamp() AS at`);
  if (!row) throw new Error('The server does not say what time it is.');
  return row.at;
}

// The error is thrown where the writing is awaited, at the latest when the chunk after it has been decided on.
function ignoreUntilAwaited(): void {}

async function recordPreview(
  writer: Transaction,
  id: number,
  { set, steps }: ResolvedRequest,
  { authority, requestId }: { readonly authority: Authority; readonly requestId: string },
  users: number,
): Promise<void> {
  await recordAuditEvent(writer, {
    actor: authority.primaryId,
    authority,
    operation: 'previewUpdateNotifyJob',
    subject: `JobPreview:${id}`,
    details: { set: set.id, actions: steps.map(({ sentence }) => sentence), users },
    requestId,
  });
}
