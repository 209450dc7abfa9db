import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { generatedDocs } from './generated-docs.ts';

test.each(Object.entries(generatedDocs()))('%s is what the code says', async (path, text) => {
  const committed = await readFile(new URL(`../${path}`, import.meta.url), 'utf8');
  expect(committed, 'Run `npm run generate` and commit what it changes.').toBe(text);
});
