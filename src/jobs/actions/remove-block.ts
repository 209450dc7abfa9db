import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import { type BlockCriteria, blockClaims, blockCriteria, blocksSentence, isChosenBlock } from './block-criteria.ts';
import { choiceFault, everyEntry } from './criteria.ts';
import { changedIfAny } from './segments.ts';

interface RemovalCriteria extends BlockCriteria {
  readonly status?: 'ACTIVE' | 'INACTIVE' | undefined;
}

/** Removes blocks altogether, of whatever status. */
export const removeBlock = defineAction({
  name: 'REMOVE_BLOCK',
  description: 'Removes the blocks that meet all of the criteria given; with `all: true`, every block.',
  input: z
    .object({
      ...blockCriteria,
      status: z
        .enum(['ACTIVE', 'INACTIVE'])
        .meta({ typeName: 'UserStatus' })
        .optional()
        .describe('Only blocks of this status.'),
      all: everyEntry,
    })
    .meta({ atLeastOneOf: true }),
  fields: [],
  parts: ['blocks'],

  resolve({ all, ...criteria }) {
    const step: RemovalCriteria = criteria;
    return choiceFault({ ...criteria }, all) ?? stepOf(step, `Remove ${blocksSentence(step)}`);
  },

  claims: blockClaims,

  decide(user, step, context) {
    if (user.id === context.authority.userId) return { code: 'OWN_RECORD_PROTECTED', changes: [] };
    const chosen = user.blocks.filter((block) => isChosenBlock(block, step));
    const changes = chosen.map((before) => ({ field: 'blocks', before, after: null }) as const);
    return changedIfAny('BLOCKS_REMOVED', changes, 'BLOCK_NOT_FOUND');
  },
});
