import type { GraphQLContext } from '../graphql/context.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { rowId } from '../graphql/row-id.ts';
import { NotFound } from '../platform/problems.ts';
import { addSetMembersFromFile, createSetFromFile, type FileAdded } from './file/add-file.ts';
import { aboutNewSet, type InputFields, operatorIn, setId, setRow, theSet } from './set-fields.graphql.ts';
import { WrongSetKind } from './set-problems.ts';
import { UserSetUpload } from './set-upload.graphql.ts';

const aboutFile = (t: InputFields) => ({
  file: t.field({
    type: 'File',
    required: true,
    description:
      'CSV, TXT or XLSX with at most 1,000,000 lines, as multipart/form-data. The first column counts, and its header names what it holds: `Primary ID`, `USERNAME`, `ANY`, or an identifier type such as `BARCODE`.',
  }),
  identifierType: t.string({
    description:
      'What the first column holds when the file has no header: `PRIMARY_ID`, `ANY` (primary ids and identifiers of all types), or a code of IDENTIFIER_TYPE. Must not contradict a header.',
  }),
});

const success = {
  set: theSet,
  upload: { type: UserSetUpload, description: 'The account of the lines.' },
} as const;

declareMutation('createSetFromFile', {
  description:
    'Makes an itemized set of the users that a file names. Every line is accounted for; those that name nobody do not keep the others out.',
  scope: 'manageUsers',
  input: (t) => ({ ...aboutNewSet(t), ...aboutFile(t) }),
  success,
  resolve: async (input, context) => answer(context, await createSetFromFile(operatorIn(context), input)),
});

declareMutation('addSetMembersFromFile', {
  description: 'Puts the users that a file names into an itemized set. Every line is accounted for.',
  scope: 'manageUsers',
  input: (t) => ({ id: setId(t), ...aboutFile(t) }),
  problems: [NotFound, WrongSetKind],
  success,
  resolve: async ({ id, ...input }, context) =>
    answer(context, await addSetMembersFromFile(operatorIn(context), rowId(id.id), input)),
});

async function answer(context: GraphQLContext, added: FileAdded) {
  return {
    set: await setRow(context, added.setId),
    upload: await context.database.prisma.userSetUpload.findUniqueOrThrow({ where: { id: added.uploadId } }),
  };
}
