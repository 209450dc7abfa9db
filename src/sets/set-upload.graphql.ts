import { builder } from '../graphql/builder.ts';
import { checkNumberPairCursors, checkRowCursors } from '../graphql/connection.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import { notAddedPath } from './upload-route.ts';
import { UserSet } from './user-set.graphql.ts';
import { visibleUploadsWhere } from './visible-uploads.ts';

const SetFileFormatEnum = builder.enumType('SetFileFormat', {
  description: 'What a file is; what it holds decides, not what its name ends in.',
  values: {
    TEXT: { description: 'CSV, or text with one value a line.' },
    SPREADSHEET: { description: 'An XLSX workbook, of which column A of the first visible sheet is read.' },
  } as const,
});

/** Why somebody who was named is not added. */
export const NotAddedReasonEnum = builder.enumType('NotAddedReason', {
  description: 'Why a line of a file, or somebody named in a call, adds nobody to a set.',
  values: {
    ALREADY_MEMBER: { description: 'They are in the set already.' },
    DUPLICATE: { description: 'An earlier one names the same user, in the same or another way.' },
    NOT_FOUND: { description: 'There is no such user, or none that you may see.' },
    AMBIGUOUS: { description: 'It names several users: one by this identifier, one by that.' },
  } as const,
});

const UserSetUploadLine = builder.prismaObject('UserSetUploadLine', {
  description: 'A line of a file that added nobody.',
  fields: (t) => ({
    line: t.exposeInt('line', { description: 'Its number, counted from 1, as an editor or a spreadsheet shows it.' }),
    value: t.exposeString('value', { description: 'What its first column holds; cut off after 500 characters.' }),
    reason: t.field({
      type: NotAddedReasonEnum,
      description: 'Why it added nobody.',
      resolve: ({ outcome }) => {
        if (outcome === 'ADDED') throw new Error('A line that was added stands among those that were not.');
        return outcome;
      },
    }),
  }),
});

/** A file that was put into a set. */
export const UserSetUpload = builder.prismaNode('UserSetUpload', {
  description:
    'A file that was put into a set, with the account of its lines: lines = added + alreadyMembers + duplicates + notFound + ambiguous. For whoever sent it, and for administrators.',
  id: { field: 'id', description: 'Opaque and stable; fetch it again with `node`.' },
  nullable: true,
  findUnique: (id, context) => ({ id: rowId(id), AND: [visibleUploadsWhere(authorityIn(context))] }),
  fields: (t) => ({
    fileName: t.exposeString('fileName', { description: 'What the file was called.' }),
    format: t.expose('format', { type: SetFileFormatEnum, description: 'What it was.' }),
    holds: t.exposeString('holds', {
      description: 'What its first column held: `Primary ID`, `Any`, or a code of IDENTIFIER_TYPE.',
    }),
    lines: t.exposeInt('lines', { description: 'Its lines with a value in the first column, the header not counted.' }),
    added: t.exposeInt('added', { description: 'Lines that added a member.' }),
    alreadyMembers: t.exposeInt('alreadyMembers', { description: 'Lines that name a member of before.' }),
    duplicates: t.exposeInt('duplicates', { description: 'Lines that name a user whom an earlier line names.' }),
    notFound: t.exposeInt('notFound', { description: 'Lines that name nobody, or nobody you may see.' }),
    ambiguous: t.exposeInt('ambiguous', { description: 'Lines that name several users.' }),
    blankLines: t.exposeInt('blankLines', {
      description: 'Lines above or between the others without a value in the first column.',
    }),
    numericCells: t.exposeInt('numericCells', {
      description:
        'Lines whose cell is a number: zeros it may have begun with were lost when the spreadsheet was written. Format such a column as text.',
    }),
    uploadedAt: t.expose('uploadedAt', { type: 'DateTime', description: 'When it was put into the set.' }),
    notAddedCsvUrl: t.field({
      type: 'URL',
      description: 'All lines that added nobody, as CSV. Needs the bearer token, as this API does.',
      resolve: ({ id }, _args, { config }) => config.publicUrl + notAddedPath(id),
    }),
    notAdded: t.relatedConnection(
      'notAdded',
      {
        type: UserSetUploadLine,
        cursor: 'uploadId_line',
        totalCount: true,
        description: 'The lines that added nobody, in their order.',
        args: { reason: t.arg({ type: [NotAddedReasonEnum], description: 'Only for these reasons; left out: all.' }) },
        query: ({ reason, ...page }) => {
          checkNumberPairCursors(page);
          return { where: reason ? { outcome: { in: reason } } : {}, orderBy: { line: 'asc' } };
        },
      },
      { name: 'UserSetUploadLineConnection' },
      { name: 'UserSetUploadLineEdge' },
    ),
  }),
});

builder.prismaObjectField(UserSet, 'uploads', (t) =>
  t.relatedConnection(
    'uploads',
    {
      type: UserSetUpload,
      cursor: 'id',
      totalCount: true,
      description: 'The files that you put into it, and for administrators those of all; the last one first.',
      query: (args, context) => {
        checkRowCursors(args);
        return { where: visibleUploadsWhere(authorityIn(context)), orderBy: { id: 'desc' } };
      },
    },
    { name: 'UserSetUploadConnection' },
    { name: 'UserSetUploadEdge' },
  ),
);
