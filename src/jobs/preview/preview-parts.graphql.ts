import { visibleUsersWhere } from '../../access/visible-users.ts';
import { builder } from '../../graphql/builder.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { authorityIn } from '../../graphql/unauthenticated.ts';
import type { JobPreview as PreviewRow } from '../../platform/prisma/client.ts';
import type { OutcomeCounts } from '../decide/count-outcomes.ts';
import { type PreviewWarning, type PreviewWarningCode, warningCodes } from './preview-warnings.ts';
import type { SampleText } from './sample-letters.ts';

/** Users by where they would end. */
export const JobPreviewCounts = builder.objectRef<PreviewRow>('JobPreviewCounts').implement({
  description: 'Users by where they would end: total = updated + unchanged + errors.',
  fields: (t) => ({
    total: t.exposeInt('total', { description: 'Users in the set.' }),
    updated: t.exposeInt('updated', { description: 'Users that would be changed, those with a warning included.' }),
    unchanged: t.exposeInt('unchanged', {
      description: 'Users that have nothing to change, those with another warning included.',
    }),
    warnings: t.exposeInt('warnings', {
      description:
        'Users with at least one warning, "nothing to change" included: they are counted as updated or unchanged as well.',
    }),
    errors: t.exposeInt('errors', {
      description: 'Users of whom nothing would be changed because an action would fail.',
    }),
    letters: t.int({
      description: 'Letters that would be sent.',
      resolve: (preview) => effectsOf(preview).lettersQueued,
    }),
    lettersSkipped: t.int({
      description: 'Letters that would not be sent, for a reason.',
      resolve: (preview) => effectsOf(preview).lettersSkipped,
    }),
    exports: t.int({
      description: 'Users that would be sent to the identity provider.',
      resolve: (preview) => effectsOf(preview).exportsQueued,
    }),
  }),
});

const JobPreviewWarningCode = builder.enumType('JobPreviewWarningCode', {
  description: 'What there is to think of before a job is confirmed.',
  values: Object.fromEntries(
    Object.entries(warningCodes).map(([code, { given }]) => [code, { description: given }]),
  ) as Record<PreviewWarningCode, { description: string }>,
});

/** Something worth reading. */
export const JobPreviewWarning = builder.objectRef<PreviewWarning>('JobPreviewWarning').implement({
  description: 'Something worth reading before a job is confirmed.',
  fields: (t) => ({
    code: t.expose('code', { type: JobPreviewWarningCode, description: 'What it is about.' }),
    message: t.exposeString('message', { description: 'The same as a sentence.' }),
    users: t.exposeInt('users', { description: 'How many users it concerns.' }),
    sampleUsers: t.prismaField({
      type: ['User'],
      description: 'The first of them, at most ten; those alone that are for you to see still.',
      resolve: (query, { sample }, _args, context) => usersOf(query, sample, context),
    }),
  }),
});

/** A letter as it would be sent. */
export const JobPreviewLetter = builder.objectRef<SampleText>('JobPreviewLetter').implement({
  description: 'A letter as it would be sent.',
  fields: (t) => ({
    user: t.prismaField({
      type: 'User',
      nullable: true,
      description: 'Who would get it; null when they are gone, or not for you to see any more.',
      resolve: (query, { userId }, _args, context) => {
        const where = { AND: [{ id: userId }, visibleUsersWhere(authorityIn(context))] };
        return context.database.prisma.user.findFirst({ ...query, where });
      },
    }),
    letter: t.exposeString('letter', { description: 'The code of the letter.' }),
    name: t.exposeString('name', { description: 'The letter as people call it.' }),
    address: t.exposeString('address', {
      nullable: true,
      description: 'The address it would go to, once the user is changed; null: none.',
    }),
    language: t.exposeString('language', { description: 'The language of its texts.' }),
    subject: t.exposeString('subject', { description: 'The subject.' }),
    text: t.exposeString('text', {
      description: 'The plain text. In place of a temporary password, which nobody knows yet, there are asterisks.',
    }),
    html: t.exposeString('html', { nullable: true, description: 'The HTML text; null: plain text only.' }),
    fault: t.exposeString('fault', {
      nullable: true,
      description: 'Why it could not be sent: its template fails; null: it could.',
    }),
  }),
});

function effectsOf({ effects }: PreviewRow): OutcomeCounts {
  // Only writePreview writes the column.
  return effects as unknown as OutcomeCounts;
}

/** The users with these ids, as `query` selects them, whom this person may see. */
export function usersOf(query: object, ids: readonly number[], context: GraphQLContext): Promise<never> {
  const where = { AND: [{ id: { in: [...ids] } }, visibleUsersWhere(authorityIn(context))] };
  return context.database.prisma.user.findMany({ ...query, where, orderBy: { id: 'asc' } }) as Promise<never>;
}
