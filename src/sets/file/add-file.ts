import type { Transaction } from '../../platform/database.ts';
import { parseInput } from '../../platform/parse-input.ts';
import { InvalidInput } from '../../platform/problems.ts';
import { sql } from '../../platform/sql.ts';
import { insertMembers } from '../insert-members.ts';
import { insertSet } from '../insert-set.ts';
import { touchSet } from '../itemized-members.ts';
import { type Placement, placements } from '../place-users.ts';
import { changeSet, makeSet, type SetOperator } from '../set-change.ts';
import { type NewSetInput, newSet } from '../set-input.ts';
import { WrongSetKind } from '../set-problems.ts';
import { nameOf } from './file-header.ts';
import { loadIdentifierTypes } from './identifier-types.ts';
import { readFirstColumn } from './read-first-column.ts';
import { type FirstColumn, type SetFile, UnreadableFile } from './set-file.ts';
import { type StagedFile, stageLines } from './stage-lines.ts';

/** A file of users. */
export interface FileInput {
  readonly file: SetFile;
  /** What the first column holds when no header says so: `PRIMARY_ID`, `ANY`, or a code of IDENTIFIER_TYPE. */
  readonly identifierType?: string | null | undefined;
}

/** The set that a file was put into, and the account of its lines. */
export interface FileAdded {
  readonly setId: number;
  readonly uploadId: number;
}

/** Makes an itemized set of the users that a file names. Throws InvalidInput, also when the file makes no sense. */
export async function createSetFromFile(
  operator: SetOperator,
  { file, identifierType, ...input }: NewSetInput & FileInput,
): Promise<FileAdded> {
  let uploadId = 0;
  const bytes = await file.bytes();
  const setId = await makeSet(operator, 'createSetFromFile', async (transaction) => {
    const set = parseInput(newSet, input);
    const result = await insertSet(transaction, operator.authority, { ...set, kind: 'ITEMIZED' });
    const added = await addLines(transaction, operator, { setId: result, file, bytes, identifierType });
    uploadId = added.uploadId;
    return { result, details: { ...set, ...added } };
  });
  return { setId, uploadId };
}

/** Puts the users that a file names into an itemized set. Throws InvalidInput, NotFound, Forbidden or WrongSetKind. */
export async function addSetMembersFromFile(
  operator: SetOperator,
  setId: number,
  { file, identifierType }: FileInput,
): Promise<FileAdded> {
  const bytes = await file.bytes();
  return changeSet(operator, 'addSetMembersFromFile', setId, async (transaction, { kind }) => {
    if (kind !== 'ITEMIZED') throw new WrongSetKind(kind);
    const added = await addLines(transaction, operator, { setId, file, bytes, identifierType });
    await touchSet(transaction, operator, setId);
    return { result: { setId, uploadId: added.uploadId }, details: { ...added } };
  });
}

interface Upload extends FileInput {
  readonly setId: number;
  readonly bytes: Uint8Array;
}

async function addLines(transaction: Transaction, { authority }: SetOperator, upload: Upload) {
  const { setId, file, identifierType } = upload;
  const types = await loadIdentifierTypes(transaction);
  const { column, staged } = await readable(async () => {
    const read = readFirstColumn(upload.bytes);
    return { column: read, staged: await stageLines(transaction, { column: read, identifierType, types }) };
  });
  const { holds } = staged;
  const type = holds.by === 'IDENTIFIER' ? holds.type : null;
  const named = sql`SELECT line, ${holds.by}::text AS by, ${type}::text AS type, value FROM set_file_line`;
  await transaction.execute(sql`
    CREATE TEMPORARY TABLE set_file_placement ON COMMIT DROP AS ${placements({ named, namings: [holds.by], authority, setId })}`);
  const members = sql`SELECT user_id AS id FROM set_file_placement WHERE placement = 'ADDED'`;
  await insertMembers(transaction, setId, members);
  const counts = await countPlacements(transaction);
  const uploadId = await insertUpload(transaction, { setId, file, column, staged, counts, userId: authority.userId });
  await transaction.execute(sql`
    INSERT INTO user_set_upload_line (upload_id, line, value, outcome)
    SELECT ${uploadId}::int, line, value, placement FROM set_file_placement WHERE placement <> 'ADDED' ORDER BY line`);
  return { uploadId, file: file.name, holds: nameOf(holds), lines: staged.lines, ...counts };
}

/** What makes no sense is the sender's fault: the input is not valid. */
async function readable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UnreadableFile) throw InvalidInput.at(['file'], error.message);
    throw error;
  }
}

type Counts = Readonly<Record<Placement, number>>;

async function countPlacements(transaction: Transaction): Promise<Counts> {
  const rows = await transaction.query<{ placement: Placement; lines: number }>(sql`
    SELECT placement, count(*)::int AS lines FROM set_file_placement GROUP BY placement`);
  const none: Counts = { ADDED: 0, ALREADY_MEMBER: 0, DUPLICATE: 0, NOT_FOUND: 0, AMBIGUOUS: 0 };
  return { ...none, ...Object.fromEntries(rows.map(({ placement, lines }) => [placement, lines])) };
}

interface NewUpload {
  readonly setId: number;
  readonly file: SetFile;
  readonly column: FirstColumn;
  readonly staged: StagedFile;
  readonly counts: Counts;
  readonly userId: number;
}

async function insertUpload(transaction: Transaction, upload: NewUpload): Promise<number> {
  const { setId, file, column, staged, counts, userId } = upload;
  const name = file.name.replaceAll('\0', '').toWellFormed().slice(0, 255).toWellFormed();
  const [row] = await transaction.query<{ id: number }>(sql`
    INSERT INTO user_set_upload (set_id, file_name, format, holds, lines, added, already_members, duplicates, not_found, ambiguous,
                                 blank_lines, numeric_cells, uploaded_by_id)
    VALUES (${setId}, ${name}, ${column.format}::set_file_format, ${nameOf(staged.holds)}, ${staged.lines}, ${counts.ADDED},
            ${counts.ALREADY_MEMBER}, ${counts.DUPLICATE}, ${counts.NOT_FOUND}, ${counts.AMBIGUOUS}, ${staged.blankLines},
            ${staged.numericCells}, ${userId})
    RETURNING id`);
  if (!row) throw new Error('An upload was written without getting an id.');
  return row.id;
}
