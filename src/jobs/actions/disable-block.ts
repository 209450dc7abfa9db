import { z } from 'zod';
import type { BlockFact } from '../record/user-facts.ts';
import { defineAction, stepOf } from './action.ts';
import { type BlockCriteria, blockClaims, blockCriteria, blocksSentence, isChosenBlock } from './block-criteria.ts';
import { choiceFault, everyEntry } from './criteria.ts';
import { changedIfAny } from './segments.ts';

/** Makes blocks inactive: the record keeps them. */
export const disableBlock = defineAction({
  name: 'DISABLE_BLOCK',
  description:
    'Makes the active blocks that meet all of the criteria given inactive; with `all: true`, every block. They stay in the record.',
  input: z.object({ ...blockCriteria, all: everyEntry }).meta({ atLeastOneOf: true }),
  fields: [],
  parts: ['blocks'],

  resolve({ all, ...criteria }) {
    const step: BlockCriteria = criteria;
    return choiceFault({ ...criteria }, all) ?? stepOf(step, `Disable ${blocksSentence(step)}`);
  },

  claims: blockClaims,

  decide(user, step, context) {
    if (user.id === context.authority.userId) return { code: 'OWN_RECORD_PROTECTED', changes: [] };
    const active = user.blocks.filter((block) => block.status === 'ACTIVE' && isChosenBlock(block, step));
    const changes = active.map((before) => ({ field: 'blocks', before, after: inactive(before) }) as const);
    return changedIfAny('BLOCKS_DISABLED', changes, 'BLOCK_NOT_FOUND');
  },
});

function inactive(block: BlockFact): BlockFact {
  return { ...block, status: 'INACTIVE' };
}
