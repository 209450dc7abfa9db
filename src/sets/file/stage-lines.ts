import type { Transaction } from '../../platform/database.ts';
import { InvalidInput } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import { decideHolds, type Holds, type IdentifierTypes } from './file-header.ts';
import type { FileLine, FirstColumn } from './set-file.ts';

/** The most lines a file may have. */
export const MAX_LINES = 1_000_000;

const BATCH = 10_000;

/** What is known of a file once it was read. */
export interface StagedFile {
  readonly holds: Holds;
  /** With a value, the header not counted. */
  readonly lines: number;
  readonly blankLines: number;
  readonly numericCells: number;
}

export interface StageOptions {
  readonly column: FirstColumn;
  readonly identifierType: string | null | undefined;
  readonly types: IdentifierTypes;
}

/**
 * Reads a file into the table `set_file_line`, which goes with the transaction: a million lines are never in memory
 * together. Throws InvalidInput.
 */
export async function stageLines(
  transaction: Transaction,
  { column, identifierType, types }: StageOptions,
): Promise<StagedFile> {
  await transaction.execute(sql`CREATE TEMPORARY TABLE set_file_line (line int, value text) ON COMMIT DROP`);
  let waiting: FileLine[] = [];
  let holds: Holds | null = null;
  const counts = { lines: 0, blankLines: 0, numericCells: 0 };
  for await (const batch of column.batches) {
    counts.blankLines += batch.blank;
    let { lines } = batch;
    const [first] = lines;
    if (!holds && first) {
      const decided = decideHolds(first.value, identifierType, types);
      holds = decided.holds;
      if (decided.hasHeader) lines = lines.slice(1);
    }
    counts.lines += lines.length;
    counts.numericCells += lines.filter(({ isNumber }) => isNumber).length;
    if (counts.lines > MAX_LINES) throw InvalidInput.at(['file'], 'The file has more than 1,000,000 lines.');
    waiting = waiting.concat(lines);
    if (waiting.length >= BATCH) {
      await writeLines(transaction, waiting);
      waiting = [];
    }
  }
  await writeLines(transaction, waiting);
  if (!holds || counts.lines === 0) throw InvalidInput.at(['file'], 'The file has no lines that could name anybody.');
  await transaction.execute(sql`ANALYZE set_file_line`);
  return { holds, ...counts };
}

async function writeLines(transaction: Transaction, lines: readonly FileLine[]): Promise<void> {
  const [numbers, values] = [lines.map(({ line }) => line), lines.map(({ value }) => value)];
  await transaction.execute(sql`
    INSERT INTO set_file_line SELECT * FROM unnest(${numbers}::int[], ${values}::text[])`);
}
