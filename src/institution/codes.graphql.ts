import { builder } from '../graphql/builder.ts';
import { checkPairCursors } from '../graphql/connection.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { operatorIn } from '../graphql/operator-in.ts';
import { ProblemInterface } from '../graphql/problems.ts';
import { NotFound } from '../platform/problems.ts';
import { type CodeRef, createCode, deleteCode, updateCode } from './change-codes.ts';
import type { CodeTableName } from './code-tables.ts';
import { CodeInUse, CodeTaken } from './institution-problems.ts';
import { listedCodes } from './listed-codes.ts';

/** Which code table is meant. */
export const CodeTableNameEnum = builder.enumType('CodeTableName', {
  description: 'A list of codes that an institution keeps for itself.',
  values: {
    USER_GROUP: { description: 'What sort of user somebody is: terms and limits hang on it.' },
    JOB_CATEGORY: { description: 'What staff do.' },
    CAMPUS: { description: 'Where somebody belongs.' },
    TITLE: { description: 'How somebody is addressed.' },
    PREFERRED_LANGUAGE: { description: 'The language of letters.' },
    CATALOGER_LEVEL: { description: 'How far a cataloger’s permissions go.' },
    IDENTIFIER_TYPE: { description: 'Whose number an identifier is.' },
    ADDRESS_TYPE: { description: 'What a postal address is for.' },
    EMAIL_TYPE: { description: 'What an e-mail address is for.' },
    PHONE_TYPE: { description: 'What a phone number is for.' },
    NOTE_TYPE: { description: 'What a note is about.' },
    BLOCK_TYPE: { description: 'What a block keeps somebody from.' },
    BLOCK_CODE: { description: 'Why somebody is blocked.' },
    STATISTIC_TYPE: { description: 'What a statistical category counts by.' },
    STATISTIC_CATEGORY: { description: 'What somebody is counted as.' },
    LETTER: { description: 'A letter the library sends.' },
  } satisfies Record<CodeTableName, { description: string }>,
});

const Code = builder.prismaObject('Code', {
  description: 'An entry of a code table.',
  fields: (t) => ({
    table: t.field({
      type: CodeTableNameEnum,
      description: 'The code table it is an entry of.',
      select: { tableName: true },
      resolve: ({ tableName }) => tableName as CodeTableName,
    }),
    code: t.exposeString('code', { description: 'What records hold.' }),
    description: t.exposeString('description', { description: 'What people read.' }),
    position: t.exposeInt('position', { description: 'Its place among the others: the smaller, the sooner.' }),
    enabled: t.exposeBoolean('enabled', { description: 'Whether it may still be given to somebody.' }),
  }),
});

builder.objectType(CodeTaken, {
  name: 'CodeTaken',
  interfaces: [ProblemInterface],
  description: 'Another one has this code already. Nothing was done.',
});
builder.objectType(CodeInUse, {
  name: 'CodeInUse',
  interfaces: [ProblemInterface],
  description: 'Records hold it, so that it cannot be deleted. Nothing was done.',
  fields: (t) => ({ count: t.exposeInt('count', { description: 'How many records hold it.' }) }),
});

// In the order in which people should meet them.
const inOrder = [{ position: 'asc' }, { code: 'asc' }] as const;

builder.queryFields((t) => ({
  codeTable: t.prismaField({
    type: ['Code'],
    description: 'The entries of a code table, in the order in which people should meet them.',
    args: { name: t.arg({ type: CodeTableNameEnum, required: true, description: 'Which code table.' }) },
    resolve: (query, _root, { name }, { database }) =>
      database.prisma.code.findMany({ ...query, where: { tableName: name }, orderBy: [...inOrder] }),
  }),
  codes: t.prismaConnection(
    {
      type: 'Code',
      cursor: 'tableName_code',
      description: 'The entries of a code table page by page, in the order in which people should meet them.',
      args: {
        table: t.arg({ type: CodeTableNameEnum, required: true, description: 'Which code table.' }),
        search: t.arg.string({
          description:
            'Words, at most 20, each of which the code or its description contains; upper and lower case are the same. At most 200 characters.',
        }),
        enabled: t.arg.boolean({ description: 'Only those that may still be given, or only the others.' }),
      },
      totalCount: (_root, listing, { database }) => database.prisma.code.count({ where: listedCodes(listing) }),
      resolve: (query, _root, listing, { database }) => {
        checkPairCursors(listing);
        return database.prisma.code.findMany({ ...query, where: listedCodes(listing), orderBy: [...inOrder] });
      },
    },
    { name: 'CodeConnection' },
    { name: 'CodeEdge' },
  ),
}));

type InputFields = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>;

const whichCode = (t: InputFields) => ({
  table: t.field({ type: CodeTableNameEnum, required: true, description: 'Which code table.' }),
  code: t.string({ required: true, description: 'Which of its codes.' }),
});
const theCode = { type: Code, description: 'The code as it is now.' } as const;

declareMutation('createCode', {
  description: 'Adds a code to a code table.',
  scope: 'administrator',
  input: (t) => ({
    table: t.field({ type: CodeTableNameEnum, required: true, description: 'Which code table.' }),
    code: t.string({
      required: true,
      description: 'What records are to hold: at most 100 characters, no slash. It cannot be changed later.',
    }),
    description: t.string({ required: true, description: 'What people read; at most 255 characters.' }),
    position: t.int({ description: 'Its place among the others, from 0 to 1,000,000; left out: the last.' }),
  }),
  problems: [CodeTaken],
  success: { code: theCode },
  resolve: async (input, context) => ({ code: await codeRow(context, await createCode(operatorIn(context), input)) }),
});

declareMutation('updateCode', {
  description:
    'Changes what people read of a code, its place, or whether it may still be given. What is left out stays.',
  scope: 'administrator',
  input: (t) => ({
    ...whichCode(t),
    description: t.string({ description: 'What people read; at most 255 characters.' }),
    position: t.int({ description: 'Its place among the others, from 0 to 1,000,000.' }),
    enabled: t.boolean({ description: 'Whether it may be given from now on. Records that hold it keep it.' }),
  }),
  problems: [NotFound],
  success: { code: theCode },
  resolve: async ({ table, code, ...changes }, context) => {
    await updateCode(operatorIn(context), { table, code }, changes);
    return { code: await codeRow(context, { table, code }) };
  },
});

declareMutation('deleteCode', {
  description:
    'Deletes a code that no record holds; disable one that records do. Saved searches and submitted jobs that name it stay as they are.',
  scope: 'administrator',
  input: whichCode,
  problems: [NotFound, CodeInUse],
  success: { deletedCode: { type: 'String', description: 'The code that is gone.' } },
  resolve: async (ref, context) => {
    await deleteCode(operatorIn(context), ref);
    return { deletedCode: ref.code };
  },
});

function codeRow({ database }: GraphQLContext, { table, code }: CodeRef) {
  return database.prisma.code.findUniqueOrThrow({ where: { tableName_code: { tableName: table, code } } });
}
