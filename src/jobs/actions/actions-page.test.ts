import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { outcomeCodes } from '../decide/outcome-codes.ts';
import { actionField, actions } from './actions.ts';

const page = await readFile(new URL('../../../docs/actions.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name)));

test('the page of actions has a row for each, and for nothing else', () => {
  expect(rows.flatMap(([, names]) => names).sort()).toEqual(actions.map(actionField).sort());
});

test('the codes it names are codes', () => {
  const codes = rows.flatMap((cells) => cells.at(-2) ?? []);
  expect(codes.length).toBeGreaterThan(actions.length);
  expect(codes.filter((code) => code === undefined || !(code in outcomeCodes))).toEqual([]);
});
