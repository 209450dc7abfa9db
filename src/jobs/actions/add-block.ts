import { z } from 'zod';
import type { BlockFact } from '../record/user-facts.ts';
import { defineAction, stepOf } from './action.ts';
import { blockClaims } from './block-criteria.ts';
import { codeIssues, codeOf, instant, lineOf } from './inputs.ts';
import { additionOf, type SegmentChoice, segmentChoice } from './segments.ts';

interface BlockStep extends Pick<BlockFact, 'type' | 'code' | 'note'> {
  /** ISO 8601; null: without end. */
  readonly expiresAt: string | null;
  readonly segment: SegmentChoice;
}

/** Adds a block, with a remark and an end: Alma's job can give it neither. */
export const addBlock = defineAction({
  name: 'ADD_BLOCK',
  description: 'Adds a block. Where an active one with the same type, code, remark and end is there, nothing is added.',
  input: z.object({
    type: codeOf('BLOCK_TYPE').describe('What it keeps the user from: a code of the code table BLOCK_TYPE.'),
    code: codeOf('BLOCK_CODE').describe('Why: a code of the code table BLOCK_CODE.'),
    note: lineOf(1000).optional().describe('A remark, at most 1,000 characters.'),
    expiresAt: instant.optional().describe('When it ends by itself. Left out: it has no end.'),
    segment: segmentChoice,
  }),
  fields: [],
  parts: ['blocks'],

  resolve({ type, code, note, expiresAt, segment }, { reference }) {
    const issues = codeIssues(reference, { type: ['BLOCK_TYPE', type], code: ['BLOCK_CODE', code] });
    if (issues.length > 0) return { issues };
    const step: BlockStep = { type, code, note: note ?? '', expiresAt: expiresAt ?? null, segment };
    const why = reference.codes.get('BLOCK_CODE')?.get(code) ?? code;
    const what = reference.codes.get('BLOCK_TYPE')?.get(type) ?? type;
    return stepOf(step, `Add the block ${what}: ${why}${expiresAt ? ` until ${expiresAt}` : ''}`);
  },

  claims: ({ type, code }) => blockClaims({ type, code }),

  decide(user, step, context) {
    if (user.blocks.some((block) => saysTheSame(block, step))) return { code: 'BLOCK_ALREADY_THERE', changes: [] };
    return add(user, step, context);
  },
});

function saysTheSame(block: BlockFact, { type, code, note, expiresAt }: BlockStep): boolean {
  const ends = block.expiresAt?.toISOString() ?? null;
  return (
    block.status === 'ACTIVE' && block.type === type && block.code === code && block.note === note && ends === expiresAt
  );
}

const add = additionOf('BLOCK_ADDED', (step: BlockStep, segment, { at, authority }) => {
  const { type, code, note } = step;
  const expiresAt = step.expiresAt === null ? null : new Date(step.expiresAt);
  const stamp = { createdAt: at, createdBy: authority.primaryId };
  const after: BlockFact = { type, code, status: 'ACTIVE', note, expiresAt, segment, ...stamp };
  return { field: 'blocks', before: null, after };
});
