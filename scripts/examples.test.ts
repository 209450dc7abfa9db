import { readdir, readFile } from 'node:fs/promises';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';

const ROOT = new URL('../', import.meta.url);
const read = (path: string) => readFile(new URL(path, ROOT), 'utf8');
const schema = buildSchema(await read('schema.graphql'));
const pages = ['README.md', ...(await readdir(new URL('docs/', ROOT))).map((name) => `docs/${name}`)];

const examples: [where: string, document: string][] = [];
for (const page of pages) {
  for (const [, document = ''] of (await read(page)).matchAll(/^```graphql\n(.*?)^```$/gms)) {
    examples.push([`${page}: ${document.slice(0, 60).replaceAll(/\s+/g, ' ')}`, document]);
  }
}

test('the pages have examples', () => {
  expect(examples.length).toBeGreaterThan(5);
});

test.each(examples)('%s', (_where, document) => {
  expect(validate(schema, parse(document))).toEqual([]);
});
