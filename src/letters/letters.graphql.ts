import { LiquidError } from 'liquidjs';
import { builder } from '../graphql/builder.ts';
import type { PageArguments } from '../graphql/connection.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { operatorIn } from '../graphql/operator-in.ts';
import { ProblemInterface } from '../graphql/problems.ts';
import { rowId } from '../graphql/row-id.ts';
import { authorityIn } from '../graphql/unauthenticated.ts';
import type { Queryable } from '../platform/database.ts';
import { InvalidInput, NotFound } from '../platform/problems.ts';
import { findUserId } from '../users/find-user.ts';
import { LetterChanged, LetterTaken, NoAddressOfYourOwn } from './letter-problems.ts';
import { allVariables, Letter, LetterPurposeEnum, LetterVariableType, pageOf } from './letter-types.graphql.ts';
import { countLetters, type LetterListing, type ListedLetter, listLetters } from './list-letters.ts';
import { type LetterPreview, previewLetter } from './preview-letter.ts';
import { createLetter, updateLetter } from './save-letter.ts';
import { sendTestLetter } from './send-test-letter.ts';

const LetterPreviewType = builder.objectRef<LetterPreview>('LetterPreview').implement({
  description: 'A letter as it would be sent.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'The version it was made of.' }),
    language: t.exposeString('language', { description: 'The language that was chosen.' }),
    address: t.exposeString('address', { nullable: true, description: 'Where it would go; null: nowhere.' }),
    subject: t.exposeString('subject', { description: 'The subject.' }),
    text: t.exposeString('text', { description: 'The plain text.' }),
    html: t.exposeString('html', { nullable: true, description: 'The HTML; null: plain text only.' }),
  }),
});

async function letterPage(queryable: Queryable, { purpose, enabled, ...page }: LetterListing & PageArguments) {
  const listing = { purpose, enabled };
  const key = ({ code }: ListedLetter) => code;
  const listed = await pageOf(page, key, (range) => listLetters(queryable, listing, range));
  return { ...listed, listing };
}

type LetterPage = Awaited<ReturnType<typeof letterPage>>;

const LetterConnection = builder.connectionObject<typeof Letter, LetterPage>(
  {
    type: Letter,
    name: 'LetterConnection',
    fields: (t) => ({
      totalCount: t.int({
        description: 'How many letters there are on all pages together. Counted only when asked for.',
        resolve: ({ listing }, _args, { database }) => countLetters(database, listing),
      }),
    }),
  },
  { name: 'LetterEdge' },
);

builder.queryFields((t) => ({
  letters: t.connection(
    {
      type: Letter,
      authScopes: { manageUsers: true },
      description: 'The letters that have texts, by code.',
      args: {
        purpose: t.arg({ type: LetterPurposeEnum, description: 'Only letters with this purpose.' }),
        enabled: t.arg.boolean({ description: 'Only letters that are enabled, or only the others.' }),
      },
      resolve: (_root, listing, { database }) => letterPage(database, listing),
    },
    LetterConnection,
  ),
  letter: t.field({
    type: Letter,
    nullable: true,
    authScopes: { manageUsers: true },
    description: 'One letter; null when there is none with this code.',
    args: { code: t.arg.string({ required: true, description: 'Its code.' }) },
    resolve: async (_root, { code }, context) => findLetter(context, code),
  }),
  letterVariables: t.field({
    type: [LetterVariableType],
    authScopes: { manageUsers: true },
    description: 'Everything the texts of letters may show.',
    resolve: allVariables,
  }),
  previewLetter: t.field({
    type: LetterPreviewType,
    nullable: true,
    authScopes: { manageUsers: true },
    description:
      'A letter as it would be sent, to a user or to somebody made up; passwords and numbers of jobs are samples. null when there is no such letter, version or user.',
    args: {
      letter: t.arg.string({ required: true, description: 'The code of the letter.' }),
      version: t.arg.int({ description: 'Which version; left out: the current one.' }),
      userId: t.arg.globalID({ description: 'The user; left out: somebody made up.' }),
      language: t.arg.string({ description: 'The language of somebody made up; left out: the letter’s own.' }),
      extraText: t.arg.string({ description: 'The text of the run, at most 10,000 characters.' }),
    },
    resolve: (_root, args, context) => preview(args, context),
  }),
}));

interface PreviewArguments {
  readonly letter: string;
  readonly version?: number | null | undefined;
  readonly userId?: { readonly typename: string; readonly id: string } | null | undefined;
  readonly language?: string | null | undefined;
  readonly extraText?: string | null | undefined;
}

async function preview(args: PreviewArguments, context: GraphQLContext): Promise<LetterPreview | null> {
  const { database, today } = context;
  const { letter, version = null, language = null, extraText = null } = args;
  refuseLong(extraText);
  const reference = { id: args.userId?.typename === 'User' ? rowId(args.userId.id) : 0 };
  const userId = args.userId ? await findUserId(database, authorityIn(context), reference) : null;
  if (args.userId && userId === null) return null;
  try {
    return await previewLetter(database, { letter, version, userId, language, extraText, today });
  } catch (error) {
    if (error instanceof LiquidError) throw InvalidInput.at(['letter'], error.message);
    throw error;
  }
}

function refuseLong(extraText: string | null): void {
  if ((extraText?.length ?? 0) > 10_000) throw InvalidInput.at(['extraText'], 'At most 10,000 characters.');
}

async function findLetter({ database }: GraphQLContext, code: string): Promise<ListedLetter | null> {
  const [letter] = await listLetters(database, { code: code.replaceAll('\0', '') }, { limit: 1, backward: false });
  return letter ?? null;
}

builder.objectType(LetterTaken, {
  name: 'LetterTaken',
  interfaces: [ProblemInterface],
  description: 'There is a letter with this code already. Nothing was done.',
});
builder.objectType(LetterChanged, {
  name: 'LetterChanged',
  interfaces: [ProblemInterface],
  description: 'Somebody has saved the letter since the version that the change is based on. Nothing was done.',
  fields: (t) => ({ currentVersion: t.exposeInt('currentVersion', { description: 'The version it is at now.' }) }),
});
builder.objectType(NoAddressOfYourOwn, {
  name: 'NoAddressOfYourOwn',
  interfaces: [ProblemInterface],
  description: 'Your own record has no e-mail address that mail can be sent to. Nothing was sent.',
});

const LetterTemplateInput = builder.inputType('LetterTemplateInput', {
  description: 'The texts of a letter in one language, as Liquid templates; see `letterVariables`.',
  fields: (t) => ({
    language: t.string({ required: true, description: 'The language: `de`, `pt-BR`. Each once.' }),
    subject: t.string({ required: true, description: 'At most 500 characters; becomes one line.' }),
    text: t.string({ required: true, description: 'The plain text, at most 50,000 characters.' }),
    html: t.string({
      description:
        'The HTML, at most 100,000 characters; whatever a template puts out is escaped. Left out: plain text only.',
    }),
  }),
});

const theLetter = { type: Letter, description: 'The letter as it is now.' } as const;

declareMutation('createLetter', {
  description:
    'Makes a letter. Its code is a new one of the code table LETTER, or one that is there and has no texts yet. The texts are checked: syntax, variables, and that they can be rendered.',
  scope: 'administrator',
  input: (t) => ({
    code: t.string({ required: true, description: 'What jobs, opt-outs and loads name it by.' }),
    name: t.string({ required: true, description: 'What people call it; at most 255 characters.' }),
    description: t.string({ description: 'What it is for, in words; at most 2,000 characters.' }),
    purpose: t.field({
      type: LetterPurposeEnum,
      defaultValue: 'GENERAL',
      required: true,
      description: 'What it is for; stays as it is.',
    }),
    defaultLanguage: t.string({ required: true, description: 'For users whose language is not among the texts.' }),
    templates: t.field({
      type: [LetterTemplateInput],
      required: true,
      description: 'The texts, one for each language.',
    }),
  }),
  problems: [LetterTaken],
  success: { letter: theLetter },
  resolve: async (input, context) => {
    await createLetter(operatorIn(context), input);
    return { letter: await savedLetter(context, input.code) };
  },
});

declareMutation('updateLetter', {
  description:
    'Changes a letter; what is left out stays. Texts, or another default language, make a new version. Letters on their way keep the version they were queued with.',
  scope: 'administrator',
  input: (t) => ({
    code: t.string({ required: true, description: 'The letter.' }),
    name: t.string({ description: 'What people call it.' }),
    description: t.string({ description: 'What it is for, in words.' }),
    enabled: t.boolean({
      description:
        'Whether jobs that are submitted or begin from now on may send it; false does not hold back what a job under way sends.',
    }),
    defaultLanguage: t.string({ description: 'For users whose language is not among the texts.' }),
    templates: t.field({ type: [LetterTemplateInput], description: 'The texts; take the place of all of them.' }),
    basedOn: t.int({
      description: 'The version you looked at: refused when somebody has saved since. Left out: whatever it is.',
    }),
  }),
  problems: [NotFound, LetterChanged],
  success: { letter: theLetter },
  resolve: async ({ code, ...input }, context) => {
    await updateLetter(operatorIn(context), code, input);
    return { letter: await savedLetter(context, code) };
  },
});

async function savedLetter(context: GraphQLContext, code: string): Promise<ListedLetter> {
  const letter = await findLetter(context, code.trim());
  if (!letter) throw new NotFound('Letter');
  return letter;
}

declareMutation('sendTestLetter', {
  description:
    'Sends a letter to you, to the e-mail address of your own record: the preferred one. Passwords and numbers of jobs are samples.',
  scope: 'manageUsers',
  input: (t) => ({
    letter: t.string({ required: true, description: 'The code of the letter.' }),
    version: t.int({ description: 'Which version; left out: the current one.' }),
    extraText: t.string({ description: 'The text of the run, at most 10,000 characters.' }),
  }),
  problems: [NotFound, NoAddressOfYourOwn],
  success: { address: { type: 'String', description: 'Where it is on its way to.' } },
  resolve: async ({ letter, version = null, extraText = null }, context) => {
    refuseLong(extraText);
    const wanted = { letter, version, extraText };
    return { address: await sendTestLetter(context, operatorIn(context), wanted, context.today) };
  },
});
