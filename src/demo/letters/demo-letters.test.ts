import { expect, test } from 'vitest';
import { templateIssues } from '../../letters/templates/check-template.ts';
import { demoCodeTables } from '../code-tables.ts';
import { demoLetters } from './insert-letters.ts';

test.each(demoLetters)(
  '$code is in the code table, and its texts are without a fault',
  async ({ code, purpose, templates }) => {
    expect(Object.keys(demoCodeTables.LETTER)).toContain(code);
    expect(templates.map(({ language }) => language)).toEqual(['en', 'de']);
    expect(await templateIssues(templates, purpose)).toEqual([]);
  },
);
