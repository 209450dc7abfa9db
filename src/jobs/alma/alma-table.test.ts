import { readFile } from 'node:fs/promises';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { schema } from '../../schema.ts';
import { actionField, actions } from '../actions/actions.ts';
import { almaGroups, generalParameters } from './alma-parameters.ts';

const ROOT = new URL('../../../', import.meta.url);
const page = await readFile(new URL('docs/alma.md', ROOT), 'utf8');

interface Row {
  readonly alma: string;
  readonly coordinates: readonly string[];
  readonly tests: readonly { readonly title: string; readonly file: string }[];
}

const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (---|.*\| shown by \|$)/.test(line))
  .map((line): Row => {
    const [, alma = '', here = '', shown = ''] = line.split('|').map((cell) => cell.trim());
    return {
      alma,
      coordinates: [...here.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
      tests: [...shown.matchAll(/\[(.+?)\]\(\.\.\/([^)]+)\)/g)].map(([, title = '', file = '']) => ({ title, file })),
    };
  });

/** Whether the schema has this field, input field or enum value: `Type.name`. */
function exists(coordinate: string): boolean {
  const [typeName = '', name = ''] = coordinate.split('.');
  const type = schema.getType(typeName);
  if (isObjectType(type) || isInputObjectType(type) || isInterfaceType(type)) return name in type.getFields();
  return isEnumType(type) && type.getValue(name) !== undefined;
}

test('every row says what does it here, and what shows it', () => {
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter(({ coordinates, tests }) => coordinates.length === 0 || tests.length === 0)).toEqual([]);
});

test('what it names of the schema is there', () => {
  expect(rows.flatMap(({ coordinates }) => coordinates).filter((coordinate) => !exists(coordinate))).toEqual([]);
});

describe('the tests it names are there', async () => {
  const files = new Map<string, string>();
  for (const { file } of rows.flatMap(({ tests }) => tests)) {
    if (!files.has(file)) files.set(file, await readFile(new URL(file, ROOT), 'utf8').catch(() => ''));
  }
  test.each([...files.keys()])('%s', (file) => {
    const text = files.get(file) ?? '';
    const titles = rows.flatMap(({ tests }) => tests).filter((named) => named.file === file);
    expect(titles.map(({ title }) => title).filter((title) => !isTitle(title, text))).toEqual([]);
  });
});

function isTitle(title: string, text: string): boolean {
  const quoted = title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?:\\b(?:test|it|describe)|\\))\\(\\s*(['"\`])${quoted}\\1,`, 'u').test(text);
}

test('no group of Alma’s parameters is forgotten, and no action of ours', () => {
  const told = new Set(rows.flatMap(({ alma }) => [...alma.matchAll(/`([^`]+)`/g)].map(([, name]) => name)));
  expect([...Object.keys(almaGroups), ...generalParameters].filter((name) => !told.has(name))).toEqual([]);
  const named = new Set(rows.flatMap(({ coordinates }) => coordinates));
  expect(actions.map(actionField).filter((field) => !named.has(`UserActionInput.${field}`))).toEqual([]);
});
