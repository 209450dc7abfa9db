import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { printedSchema } from './print-schema.ts';
import { breakingChanges, publishedSchema, untold } from './schema-changes.ts';

// `--write` makes schema.graphql anew. Without it: fails when the file is not what the code says, or when a breaking
// change against the published schema is not told in the changelog.
const root = new URL('../', import.meta.url);
const file = new URL('schema.graphql', root);
const current = printedSchema();

if (process.argv.includes('--write')) await writeFile(file, current);
else await check();

async function check(): Promise<void> {
  const committed = await readFile(file, 'utf8').catch(() => '');
  if (committed !== current) fail('schema.graphql is not what the code says. Run `npm run generate` and commit it.');
  const published = await publishedSchema(fileURLToPath(root));
  if (!published) return say('No published schema is known to this copy: breaking changes were not looked for.');
  const changes = await breakingChanges(published.text, current);
  for (const { path, message } of changes) say(`Breaking since ${published.commit.slice(0, 10)}: ${path}: ${message}`);
  const secret = untold(changes, await readFile(new URL('CHANGELOG.md', root), 'utf8'));
  for (const { path } of secret) fail(`CHANGELOG.md must tell of the breaking change to \`${path}\`.`);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function fail(text: string): void {
  say(text);
  process.exitCode = 1;
}
