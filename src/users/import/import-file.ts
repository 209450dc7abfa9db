import { applyRead, type ImportTarget, type ReadBatch, readBatch } from './import-records.ts';
import type { RecordReport } from './import-report.ts';
import { SeenKeys } from './seen-keys.ts';
import { type RawRecord, SourceFault } from './source/raw-record.ts';
import { type ReadOptions, readRecords } from './source/read-records.ts';

/** How one file is imported. */
export interface ImportFileOptions extends ReadOptions {
  readonly batchSize: number;
  /** Told what became of each record, in the order of the file, when that is final. */
  readonly onOutcomes: (lines: readonly RecordReport[]) => Promise<void>;
  /** When aborted, the batch under way is finished and no more are begun. */
  readonly signal?: AbortSignal;
}

/** A batch is complete with this many pieces of text, too: records may be long. */
const MOST_PIECES = 32;

/** Imports one file batch by batch: while one is written, the next is read. A fault of the file ends it, and is reported. */
export async function importFile(target: ImportTarget, path: string, options: ImportFileOptions): Promise<void> {
  const seen = new SeenKeys();
  let writing: Promise<void> = Promise.resolve();
  const write = async (batch: ReadBatch) => {
    const outcomes = await applyRead(target, batch, seen);
    await options.onOutcomes(outcomes.map((outcome) => ({ file: path, ...outcome })));
  };
  const fault = await forEachBatch(path, options, async (raws) => {
    const batch = readBatch(raws);
    await writing;
    writing = write(batch);
    // Whoever waits for it next meets the error; until then nobody does, and that is no reason to end the process.
    writing.catch(() => {});
  });
  await writing;
  if (fault) await options.onOutcomes([broken(path, fault)]);
}

async function forEachBatch(
  path: string,
  options: ImportFileOptions,
  work: (batch: RawRecord[]) => Promise<void>,
): Promise<Error | null> {
  let batch: RawRecord[] = [];
  const flush = async () => {
    const full = batch;
    batch = [];
    if (full.length > 0) await work(full);
  };
  const records = readRecords(path, options);
  try {
    for (let pieces = 1; !options.signal?.aborted; pieces += 1) {
      const piece = await nextPiece(records);
      if (piece === null || piece instanceof Error) {
        await flush();
        return piece;
      }
      for (const record of piece) {
        batch.push(record);
        if (batch.length >= options.batchSize) await flush();
      }
      if (pieces % MOST_PIECES === 0) await flush();
    }
    return null;
  } finally {
    // The file is closed even when it is not read to its end.
    await records.return(undefined);
  }
}

/** The next records, null when there are no more, or why the file cannot be read any further. */
async function nextPiece(records: AsyncGenerator<RawRecord[]>): Promise<RawRecord[] | Error | null> {
  try {
    const next = await records.next();
    return next.done ? null : next.value;
  } catch (error) {
    // Whatever goes wrong in reading, be it the text, the compression or the disk, is a fault of this file.
    return error instanceof Error ? error : new Error(String(error));
  }
}

function broken(file: string, fault: Error): RecordReport {
  const line = fault instanceof SourceFault ? fault.line : 0;
  const reason = { level: 'ERROR', code: 'FILE_BROKEN', field: null, message: fault.message } as const;
  return { file, line, primaryId: null, outcome: 'FILE_BROKEN', reasons: [reason] };
}
