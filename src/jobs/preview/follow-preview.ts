import { Latest } from '../../platform/latest.ts';
import { Problem } from '../../platform/problems.ts';
import type { PreviewProgress, PreviewWatch } from './preview-in-the-making.ts';

/** Where the making of a preview stands; the last one has the preview, or the problem that stood in its way. */
export interface PreviewStep {
  readonly processed: number;
  /** null: nobody has counted them yet. */
  readonly total: number | null;
  readonly previewId: number | null;
  readonly problem: Problem | null;
}

// Nobody reads faster.
const SHORTEST_INTERVAL_MS = 200;

/** Makes a preview and tells how far it is, the newest to a slow reader, to its end. It is given up with its reader. */
export function followPreview(
  make: (watch: PreviewWatch) => Promise<number>,
): AsyncIterableIterator<PreviewStep, undefined> {
  const abandoned = new AbortController();
  const steps = new Latest<PreviewStep>(() => abandoned.abort());
  let progress: Pick<PreviewStep, 'processed' | 'total'> = { processed: 0, total: null };
  let toldAt = 0;
  let fault: unknown;
  steps.push({ ...progress, previewId: null, problem: null });
  const onProgress = (now: PreviewProgress) => {
    progress = now;
    if (performance.now() - toldAt < SHORTEST_INTERVAL_MS) return;
    toldAt = performance.now();
    steps.push({ ...now, previewId: null, problem: null });
  };
  const making = make({ signal: abandoned.signal, onProgress }).then(
    (previewId) => steps.push({ ...progress, previewId, problem: null }),
    (error: unknown) => {
      if (error instanceof Problem) steps.push({ ...progress, previewId: null, problem: error });
      else fault = error;
    },
  );
  void making.then(() => steps.end());
  return {
    async next() {
      const step = await steps.next();
      if (step.done && fault) throw fault;
      return step;
    },
    return: () => steps.return(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
