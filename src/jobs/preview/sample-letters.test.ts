import { expect, test } from 'vitest';
import { catalogers } from '../../demo/people.ts';
import { loadRecipients } from '../../letters/recipients.ts';
import { today } from '../../platform/clock.ts';
import { sql } from '../../platform/sql.ts';
import { startDemoStory } from '../../testing/demo-story.ts';
import { rowOf } from '../../testing/row-of.ts';
import { saveCatalogers } from '../../testing/set-story.ts';
import { endOf, setOf, submittedBy } from '../testing/job-client.ts';
import type { SampleLetter } from './sample-letters.ts';

const { database, manager, idOf } = await startDemoStory({ works: true });

interface Letter {
  readonly user: { readonly primaryId: string } | null;
  readonly letter: string;
  readonly address: string | null;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  readonly fault: string | null;
}

const PREVIEW = `query ($input: PreviewUpdateNotifyJobInput!, $first: Int) { answer: previewUpdateNotifyJob(input: $input) {
  ... on PreviewUpdateNotifyJobSuccess { preview { confirmation counts { letters lettersSkipped } warnings { code users }
    sampleLetters(first: $first) { user { primaryId } letter address language subject text html fault } } } } }`;

interface Preview {
  readonly confirmation: string;
  readonly counts: { readonly letters: number; readonly lettersSkipped: number };
  readonly warnings: readonly { readonly code: string; readonly users: number }[];
  readonly sampleLetters: readonly Letter[];
}

async function preview(setId: string, actions: readonly object[], first = 3): Promise<Preview> {
  const variables = { input: { setId, actions }, first };
  return (await manager.data<{ answer: { preview: Preview } }, object>(PREVIEW, variables)).answer.preview;
}

const person = catalogers.external;
const personId = rowOf(idOf(person));
const only = await setOf(manager, [idOf(person)]);
await database.execute(sql`DELETE FROM user_email WHERE user_id = ${personId}`);
await database.execute(sql`DELETE FROM user_letter_opt_out WHERE user_id = ${personId}`);
await database.execute(sql`
  INSERT INTO user_email (user_id, types, address, preferred, segment)
  VALUES (${personId}, '{personal}', 'first@old.example', FALSE, 'EXTERNAL'), (${personId}, '{work}', 'best@old.example', TRUE, 'EXTERNAL')`);

// Everything of a record that letters show.
const TEMPLATE = {
  language: 'de',
  subject: 'An {{ user.fullName }}',
  text: '{{ user.userGroup }}|{{ user.campus }}|{{ user.jobDescription }}|{{ user.expiryDate }}|{{ user.email }}|{% for role in user.roles %}{{ role.name }};{% endfor %}|{{ extraText }}',
  html: null,
};
await database.execute(sql`
  INSERT INTO letter_version (letter_code, version, default_language, templates)
  SELECT 'USER_NOTIFICATION', 2, 'en', templates || ${JSON.stringify([TEMPLATE])}::jsonb FROM (
    SELECT jsonb_agg(t) AS templates FROM letter_version v, jsonb_array_elements(v.templates) t
    WHERE v.letter_code = 'USER_NOTIFICATION' AND t->>'language' <> 'de') AS others`);
await database.execute(sql`UPDATE letter SET current_version = 2 WHERE code = 'USER_NOTIFICATION'`);

const changes = [
  { addRole: { roleType: 'LICENSE_VIEWER', scope: { institution: true }, expiresOn: '2099-12-31' } },
  { setUserGroup: { userGroup: 'FACULTY' } },
  { setJobDescription: { jobDescription: 'Keeper of maps' } },
  { setExpiryDate: { date: '2099-06-30' } },
  { setPreferredLanguage: { preferredLanguage: 'de' } },
  { replaceEmail: { find: '@old.example', replace: '@new.example' } },
];
const notify = { notify: { letter: 'USER_NOTIFICATION', extraText: 'Bis bald' } };

test('a letter is shown as it would be sent: to the user as they would be by then', async () => {
  const { confirmation, counts, sampleLetters } = await preview(only, [...changes, notify]);
  expect(counts).toEqual({ letters: 1, lettersSkipped: 0 });
  expect(sampleLetters).toMatchObject([
    {
      letter: 'USER_NOTIFICATION',
      user: { primaryId: person.primaryId },
      address: 'best@new.example',
      language: 'de',
      html: null,
      fault: null,
    },
  ]);
  const [letter] = sampleLetters;
  expect(letter?.text).toContain('|Keeper of maps|2099-06-30|best@new.example|');
  expect(letter?.text).toContain('License Viewer;');
  expect(letter?.text).toMatch(/\|Bis bald$/);
  const [stored] = await database.query<{ sample: SampleLetter[] }>(
    sql`SELECT letter_sample AS sample FROM job_preview WHERE confirmation = ${confirmation}`,
  );
  expect((await loadRecipients(database, [personId], today('UTC'))).get(personId)?.address).toBe('best@old.example');
  const job = await submittedBy(manager, { setId: only, actions: [...changes, notify], confirmation });
  expect(await endOf(manager, job)).toMatchObject({ state: 'COMPLETED', counts: { updated: 1 } });
  // What the delivery of the letter read, by the very function it reads it with.
  expect((await loadRecipients(database, [personId], today('UTC'))).get(personId)).toEqual(
    stored?.sample[0]?.recipient,
  );
});

test('a temporary password is not made for a preview, nor shown', async () => {
  const [before] = await database.query(sql`SELECT to_jsonb(u) AS row FROM users u WHERE id = ${personId}`);
  const { sampleLetters } = await preview(only, [{ convertAccount: { to: 'INTERNAL' } }]);
  expect(sampleLetters).toMatchObject([{ letter: 'ACCOUNT_NOTICE', fault: null }]);
  expect(sampleLetters[0]?.text).toContain('**********');
  expect(await database.query(sql`SELECT to_jsonb(u) AS row FROM users u WHERE id = ${personId}`)).toEqual([before]);
});

test('a letter that its template fails for says so', async () => {
  await database.execute(sql`
    UPDATE letter_version SET templates = jsonb_build_array(jsonb_build_object('language', 'en', 'subject', 'x', 'text', '{{ nothing.like.it }}', 'html', NULL))
    WHERE letter_code = 'ROLE_GRANTED'`);
  const { sampleLetters } = await preview(only, [{ notify: { letter: 'ROLE_GRANTED' } }]);
  expect(sampleLetters).toMatchObject([
    { letter: 'ROLE_GRANTED', text: '', fault: expect.stringContaining('nothing') },
  ]);
});

test('of many letters the first are shown; who gets none is counted, and warned of', async () => {
  const { id: setId } = await saveCatalogers(manager);
  await database.execute(sql`DELETE FROM user_email WHERE user_id = ${rowOf(idOf(catalogers.licenseViewer))}`);
  const { counts, warnings, sampleLetters } = await preview(setId, [notify], 2);
  expect(sampleLetters).toHaveLength(2);
  expect(counts.letters).toBeGreaterThan(2);
  expect(counts.lettersSkipped).toBeGreaterThan(0);
  expect(warnings).toContainEqual({ code: 'LETTER_NOT_SENT', users: counts.lettersSkipped });
});
