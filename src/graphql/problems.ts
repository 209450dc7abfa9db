import { Forbidden, type InputIssue, InvalidInput, NotFound, type Problem } from '../platform/problems.ts';
import { builder } from './builder.ts';

/**
 * What every problem looks like. An edge makes its domain's own problem a type, and may then list it in a mutation:
 *
 * @example
 * builder.objectType(WrongSetKind, {
 *   name: 'WrongSetKind',
 *   interfaces: [ProblemInterface],
 *   description: 'The set is of the other kind.',
 *   fields: (t) => ({ kind: t.expose('kind', { type: UserSetKind, description: 'The kind the set is of.' }) }),
 * });
 */
export const ProblemInterface = builder.interfaceRef<Problem>('Problem').implement({
  description: 'Why something was not done. Every problem of every mutation has these fields.',
  fields: (t) => ({
    message: t.exposeString('message', { description: 'For people, in English.' }),
    code: t.exposeString('code', { description: 'For programs: stable, in capital letters.' }),
  }),
});

/** One fault of an input, for problems that have several. */
export const InputIssueType = builder.objectRef<InputIssue>('InputIssue').implement({
  description: 'One fault of an input.',
  fields: (t) => ({
    path: t.stringList({
      description: 'The way from the input to the field at fault; positions in lists count from 0.',
      resolve: (issue) => issue.path.map(String),
    }),
    message: t.exposeString('message', { description: 'What is wrong with it.' }),
  }),
});

builder.objectType(InvalidInput, {
  name: 'InvalidInput',
  interfaces: [ProblemInterface],
  description: 'The input breaks a rule. Nothing was done.',
  fields: (t) => ({
    issues: t.field({
      type: [InputIssueType],
      description: 'Every fault that was found.',
      resolve: (problem) => [...problem.issues],
    }),
  }),
});

builder.objectType(NotFound, {
  name: 'NotFound',
  interfaces: [ProblemInterface],
  description: 'What the input names does not exist, or is not for you to see.',
});
builder.objectType(Forbidden, {
  name: 'Forbidden',
  interfaces: [ProblemInterface],
  description: 'You may see it, but not do this with it.',
});
