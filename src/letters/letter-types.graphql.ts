import { resolveCursorConnection } from '@pothos/plugin-relay';
import { builder } from '../graphql/builder.ts';
import { MAX_PAGE_SIZE, type PageArguments } from '../graphql/connection.ts';
import { readOpaque } from '../graphql/opaque-text.ts';
import { type ListedLetter, type ListedVersion, type ListRange, listVersions } from './list-letters.ts';
import type { LetterTemplate } from './templates/letter-template.ts';
import {
  type LetterPurpose,
  type LetterVariable,
  letterVariables,
  variablesFor,
} from './templates/letter-variables.ts';

/** What a letter is for. */
export const LetterPurposeEnum = builder.enumType('LetterPurpose', {
  description: 'What a letter is for. It decides which variables its texts may show.',
  values: {
    GENERAL: { description: 'Whatever there is to say: the action `notify` sends it.' },
    TEMPORARY_PASSWORD: { description: 'Tells a temporary password, which stands in this letter and nowhere else.' },
    JOB_END: { description: 'Tells the owner of a job of its end, when they asked for that.' },
  } satisfies Record<LetterPurpose, { description: string }>,
});

/** A variable of letters. */
export const LetterVariableType = builder.objectRef<LetterVariable>('LetterVariable').implement({
  description: 'What the texts of a letter may show: in Liquid, `{{ user.firstName }}`.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'As a template writes it.' }),
    description: t.exposeString('description', { description: 'What it is.' }),
    sample: t.expose('sample', { type: 'JSON', description: 'What previews without a user show.' }),
    purpose: t.expose('purpose', {
      type: LetterPurposeEnum,
      nullable: true,
      description: 'Only letters with this purpose have it; null: all have.',
    }),
    required: t.exposeBoolean('required', { description: 'Whether each text of such a letter must show it.' }),
  }),
});

const LetterTemplateType = builder.objectRef<LetterTemplate>('LetterTemplate').implement({
  description: 'The texts of a letter in one language, as Liquid templates.',
  fields: (t) => ({
    language: t.exposeString('language', { description: 'The language: `de`, `pt-BR`.' }),
    subject: t.exposeString('subject', { description: 'The subject.' }),
    text: t.exposeString('text', { description: 'The plain text.' }),
    html: t.exposeString('html', { nullable: true, description: 'The HTML; null: plain text only.' }),
  }),
});

/** A version of a letter. */
export const LetterVersion = builder.objectRef<ListedVersion>('LetterVersion').implement({
  description: 'The texts of a letter as they were saved once. A version never changes.',
  fields: (t) => ({
    version: t.exposeInt('version', { description: 'Counted from 1.' }),
    defaultLanguage: t.exposeString('defaultLanguage', {
      description: 'For users in whose language, or its base language, there are no texts.',
    }),
    templates: t.field({
      type: [LetterTemplateType],
      description: 'One for each language.',
      resolve: ({ templates }) => [...templates],
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime', description: 'When it was saved.' }),
    createdBy: t.exposeString('createdBy', {
      description: 'The primary id of who saved it; empty when it came with the institution.',
    }),
  }),
});

/** A letter. */
export const Letter = builder.objectRef<ListedLetter>('Letter').implement({
  description:
    'A letter to users. Its code is one of the code table LETTER, by which users opt out of letters; its name and whether it is enabled stand there.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code.' }),
    name: t.exposeString('name', { description: 'What people call it.' }),
    description: t.exposeString('description', { description: 'What it is for, in words.' }),
    purpose: t.expose('purpose', { type: LetterPurposeEnum, description: 'What it is for.' }),
    enabled: t.exposeBoolean('enabled', {
      description:
        'Whether jobs may send it: looked at when a job is submitted, and again when it begins; for the letter of a job’s end, when it ends. A job under way goes on sending it, and previews and letters to try are not concerned.',
    }),
    currentVersion: t.field({
      type: LetterVersion,
      description: 'The version that is sent from now on.',
      resolve: ({ current }) => current,
    }),
    variables: t.field({
      type: [LetterVariableType],
      description: 'What its texts may show.',
      resolve: ({ purpose }) => variablesFor(purpose),
    }),
    versions: t.connection(
      {
        type: LetterVersion,
        description: 'All versions, the newest first.',
        resolve: ({ code }, args, { database }) =>
          pageOf(
            args,
            ({ version }: ListedVersion) => String(version),
            ({ after, before, ...range }) =>
              listVersions(database, code, { ...range, after: versionOf(after), before: versionOf(before) }),
          ),
      },
      { name: 'LetterVersionConnection' },
      { name: 'LetterVersionEdge' },
    ),
  }),
});

/** A page of a list whose cursors are keys. A cursor that was never handed out points somewhere, and finds what is there. */
export function pageOf<Node>(
  args: PageArguments,
  keyOf: (node: Node) => string,
  read: (range: ListRange<string>) => Promise<Node[]>,
) {
  const toCursor = (node: Node) => Buffer.from(keyOf(node)).toString('base64url');
  const key = (cursor: string | undefined) => (cursor === undefined ? undefined : readOpaque(cursor));
  return resolveCursorConnection<Promise<Node[]>>({ args, maxSize: MAX_PAGE_SIZE, toCursor }, (range) =>
    read({ after: key(range.after), before: key(range.before), limit: range.limit, backward: range.inverted }),
  );
}

function versionOf(key: string | undefined): number | undefined {
  if (key === undefined) return undefined;
  return /^\d{1,9}$/.test(key) ? Number(key) : 0;
}

/** All variables there are. */
export const allVariables = () => [...letterVariables];
