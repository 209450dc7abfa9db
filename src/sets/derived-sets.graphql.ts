import { builder } from '../graphql/builder.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { rowId } from '../graphql/row-id.ts';
import { NotFound } from '../platform/problems.ts';
import { combineSets, type DerivedSet, duplicateSet, itemizeSet, type SetCombination } from './derive-set.ts';
import { aboutNewSet, type InputFields, operatorIn, setId, setRow, theSet } from './set-fields.graphql.ts';
import { WrongSetKind } from './set-problems.ts';
import { UserSet } from './user-set.graphql.ts';

const SetCombinationEnum = builder.enumType('SetCombination', {
  description: 'How two sets become one.',
  values: {
    AND: { description: 'Who is in both.' },
    OR: { description: 'Who is in either, each once.' },
    NOT: { description: 'Who is in the left set and not in the right one.' },
  } satisfies Record<SetCombination, { description: string }>,
});

const operand = (t: InputFields, description: string) => t.globalID({ required: true, for: UserSet, description });

declareMutation('combineSets', {
  description:
    'Makes a new itemized set out of two sets of either kind, as their members are now. Members that you may not see are left out.',
  scope: 'manageUsers',
  input: (t) => ({
    ...aboutNewSet(t),
    leftId: operand(t, 'The set that is begun with.'),
    operator: t.field({ type: SetCombinationEnum, required: true, description: 'How they become one.' }),
    rightId: operand(t, 'The set it is combined with.'),
  }),
  problems: [NotFound],
  success: {
    set: { type: UserSet, description: 'The new set.' },
    added: { type: 'Int', description: 'How many members it has.' },
  },
  resolve: async ({ leftId, rightId, operator: combination, ...input }, context) => {
    const operands = { leftId: rowId(leftId.id), combination, rightId: rowId(rightId.id) };
    return answer(context, await combineSets(operatorIn(context), { ...input, ...operands }));
  },
});

const aboutDerivedSet = (t: InputFields, name: string) => ({
  id: setId(t),
  name: t.string({ description: `At most 255 characters; left out: ${name}.` }),
  description: t.string({ description: 'At most 2,000 characters; left out: that of the set.' }),
  note: t.string({ description: 'A remark, at most 2,000 characters.' }),
  isPrivate: t.boolean({
    defaultValue: true,
    description: 'Whether only you, colleagues it is shared with, and administrators know of it.',
  }),
});

declareMutation('itemizeSet', {
  description:
    'Makes a new itemized set of those whom a logical set finds now, and whom you may see. The logical set stays.',
  scope: 'manageUsers',
  input: (t) => aboutDerivedSet(t, 'the name of the set with the day of today'),
  problems: [NotFound, WrongSetKind],
  success: {
    set: { type: UserSet, description: 'The new set.' },
    added: { type: 'Int', description: 'How many members it has.' },
  },
  resolve: async ({ id, ...input }, context) =>
    answer(context, await itemizeSet(operatorIn(context), rowId(id.id), input)),
});

declareMutation('duplicateUserSet', {
  description:
    'Makes a set of your own like another: with the same search, or with those of its members whom you may see.',
  scope: 'manageUsers',
  input: (t) => aboutDerivedSet(t, '“Copy of” with the name of the set'),
  problems: [NotFound],
  success: { set: { ...theSet, description: 'The new set.' } },
  resolve: async ({ id, ...input }, context) =>
    answer(context, await duplicateSet(operatorIn(context), rowId(id.id), input)),
});

async function answer(context: GraphQLContext, { setId: id, members }: DerivedSet) {
  return { set: await setRow(context, id), added: members };
}
