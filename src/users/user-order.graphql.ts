import { builder } from '../graphql/builder.ts';
import type { UserOrder } from './search/user-order.ts';

const UserOrderField = builder.enumType('UserOrderField', {
  description: 'What users can be put in order by.',
  values: {
    NAME: { description: 'Last name, then first name, as people of any language expect it.' },
    PRIMARY_ID: { description: 'Primary id, without regard to case.' },
    UPDATED_AT: { description: 'The last change of the record.' },
    EXPIRY_DATE: { description: 'The expiry date. Who never expires comes last, in both directions.' },
    RELEVANCE: {
      description:
        'How well the words of `search` are met: a whole primary id, a whole name, the beginning of one. Only with a search.',
    },
  } satisfies Record<UserOrder['field'], { description: string }>,
});

const OrderDirection = builder.enumType('OrderDirection', {
  description: 'Which end comes first.',
  values: {
    ASC: { description: 'The first letter, the earliest day, the least relevant.' },
    DESC: { description: 'The last letter, the latest day, the most relevant.' },
  } as const,
});

/** How users are put in order. */
export const UserOrderInput = builder.inputType('UserOrder', {
  description: 'One order; where it finds no difference, the next one decides.',
  fields: (t) => ({
    field: t.field({ type: UserOrderField, required: true, description: 'What to look at.' }),
    direction: t.field({ type: OrderDirection, description: 'Default: ASC, but DESC by relevance.' }),
  }),
});
