import type { BlockFact } from '../record/user-facts.ts';
import type { Claim } from './claim.ts';
import { choiceSentence, contains, isWanted } from './criteria.ts';
import { codeOf, plainText } from './inputs.ts';
import { quoted } from './quoted.ts';

/** Which blocks, as the API takes it. Codes that are no longer given to anybody are found, too. */
export const blockCriteria = {
  type: codeOf('BLOCK_TYPE').optional().describe('Only blocks of this type: a code of the code table BLOCK_TYPE.'),
  code: codeOf('BLOCK_CODE').optional().describe('Only blocks for this reason: a code of the code table BLOCK_CODE.'),
  noteContains: plainText(1000)
    .optional()
    .describe('Only blocks whose remark contains this; case makes no difference.'),
};

/** Which blocks: those that meet all that is given. */
export interface BlockCriteria {
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  readonly noteContains?: string | undefined;
  readonly status?: string | undefined;
}

/** Whether a block meets them. */
export function isChosenBlock(block: BlockFact, { type, code, noteContains, status }: BlockCriteria): boolean {
  return (
    isWanted(block.type, type) &&
    isWanted(block.code, code) &&
    contains(block.note, noteContains) &&
    isWanted(block.status, status)
  );
}

/** What adding, disabling or removing lays claim to: the block for this reason of this type, where nothing else narrows it. */
export function blockClaims({ type, code, noteContains, status }: BlockCriteria): Claim[] {
  const narrowed = noteContains !== undefined || status !== undefined;
  return type === undefined || code === undefined || narrowed ? [] : [{ what: `block ${type} ${code}` }];
}

/** The blocks in words. */
export function blocksSentence({ type, code, noteContains, status }: BlockCriteria): string {
  return choiceSentence('blocks', {
    type,
    code,
    status,
    'remark containing': noteContains && quoted(noteContains),
  });
}
