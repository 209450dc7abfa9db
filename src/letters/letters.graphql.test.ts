import { decodeGlobalID, encodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, test } from 'vitest';
import type { Client } from '../client/open-client.ts';
import { runLane } from '../jobs/run/run-lane.ts';
import { sql } from '../platform/sql.ts';
import { letterStory } from './testing/letter-client.ts';
import { letterWorld } from './testing/letter-story.ts';

const world = await letterWorld({ readers: 3 });
const { database, mail, manager, admin, library } = world;

const letterFields = `code name description purpose enabled currentVersion { version defaultLanguage createdBy templates { language subject text html } }
  versions { nodes { version createdBy } } variables { name }`;
const problems = '... on Problem { code message } ... on InvalidInput { issues { path message } }';

interface Answer {
  readonly __typename: string;
  readonly code?: string;
  readonly letter?: Record<string, unknown>;
  readonly issues?: readonly { path: string[]; message: string }[];
  readonly address?: string;
}

async function mutate(client: Client, name: string, input: object, success = `letter { ${letterFields} }`) {
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const document = `mutation ($input: ${type}Input!) { answer: ${name}(input: $input) {
    __typename ... on ${type}Success { ${success} } ${problems} } }`;
  return (await client.data<{ answer: Answer }, object>(document, { input })).answer;
}

async function preview(client: Client, args: string): Promise<Record<string, unknown> | null> {
  const document = `{ previewLetter(${args}) { version language address subject text html } }`;
  return (await client.data<{ previewLetter: Record<string, unknown> | null }, object>(document)).previewLetter;
}

const texts = [
  {
    language: 'en',
    subject: 'Hello {{ user.firstName }}',
    text: 'Dear {{ user.fullName }}',
    html: '<p>{{ extraText }}</p>',
  },
  { language: 'fr', subject: 'Bonjour', text: 'Chère {{ user.fullName }}' },
];
const reminder = { code: 'REMINDER', name: 'Reminder', purpose: 'GENERAL', defaultLanguage: 'en', templates: texts };

test('a letter is made, with what it says in each language, and is a code that users opt out of', async () => {
  const answer = await mutate(admin, 'createLetter', reminder);
  expect(answer).toMatchObject({
    __typename: 'CreateLetterSuccess',
    letter: {
      code: 'REMINDER',
      name: 'Reminder',
      purpose: 'GENERAL',
      enabled: true,
      currentVersion: {
        version: 1,
        defaultLanguage: 'en',
        createdBy: 'user.admin',
        templates: [
          { language: 'en', html: '<p>{{ extraText }}</p>' },
          { language: 'fr', html: null },
        ],
      },
    },
  });
  const { codeTable } = await manager.data<{ codeTable: object[] }, object>(
    '{ codeTable(name: LETTER) { code description } }',
  );
  expect(codeTable).toContainEqual({ code: 'REMINDER', description: 'Reminder' });
  expect(await mutate(admin, 'createLetter', reminder)).toMatchObject({ code: 'LETTER_TAKEN' });
});

test('a code that has no texts yet becomes a letter', async () => {
  const answer = await mutate(admin, 'createLetter', { ...reminder, code: 'OVERDUE', name: 'Overdue notice' });
  expect(answer).toMatchObject({ letter: { code: 'OVERDUE', name: 'Overdue notice' } });
});

test('faults are told all at once, with their places', async () => {
  const faulty = [
    { language: 'en', subject: '{{ nope }}', text: 'a\n{% if %}' },
    { language: 'EN', subject: 'x', text: 'x' },
  ];
  const { issues } = await mutate(admin, 'createLetter', {
    ...reminder,
    code: 'X',
    defaultLanguage: 'de',
    templates: faulty,
  });
  expect(issues).toEqual([
    { path: ['templates', '0', 'subject'], message: 'en: There is no variable nope (line 1, column 4).' },
    { path: ['templates', '0', 'text'], message: expect.stringContaining('(line 2, column 6).') },
    { path: ['templates', '1', 'language'], message: 'The language EN is given twice.' },
    { path: ['defaultLanguage'], message: 'There are no texts in the default language.' },
  ]);
});

test('new texts make a new version; the others stay as they were', async () => {
  const templates = [{ language: 'en', subject: 'Again', text: 'Dear {{ user.fullName }}' }];
  const answer = await mutate(admin, 'updateLetter', { code: 'REMINDER', templates, basedOn: 1 });
  expect(answer.letter).toMatchObject({
    currentVersion: { version: 2, templates: [{ subject: 'Again' }] },
    versions: { nodes: [{ version: 2 }, { version: 1 }] },
  });
  expect(await mutate(admin, 'updateLetter', { code: 'REMINDER', templates, basedOn: 1 })).toMatchObject({
    code: 'LETTER_CHANGED',
  });
  const renamed = await mutate(admin, 'updateLetter', { code: 'REMINDER', name: 'Friendly reminder', enabled: false });
  expect(renamed.letter).toMatchObject({ name: 'Friendly reminder', enabled: false, currentVersion: { version: 2 } });
  expect(await mutate(admin, 'updateLetter', { code: 'NOTHING', name: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
});

test('letters on their way keep the version they were queued with', async () => {
  const templates = [{ language: 'en', subject: 'Quite new', text: 'Quite new' }];
  const jobId = await world.notify(['r1']);
  await runLane(world.services, Number(decodeGlobalID(jobId).id), new AbortController().signal);
  await mutate(admin, 'updateLetter', { code: 'USER_NOTIFICATION', templates });
  const worker = await world.work();
  await letterStory(manager, jobId);
  expect(mail.received[0]?.mail.subject).toBe('A message from Aldermoor University');
  await letterStory(manager, await world.notify(['r2']));
  await worker.stop();
  expect(mail.received[1]?.mail.subject).toBe('Quite new');
});

describe('a preview', () => {
  test('shows the letter to somebody made up, in any language, in any version', async () => {
    expect(await preview(manager, 'letter: "REMINDER", version: 1, extraText: "<b>"')).toEqual({
      version: 1,
      language: 'en',
      address: 'marie.curie@example.org',
      subject: 'Hello Marie',
      text: 'Dear Marie Curie',
      html: '<p>&lt;b&gt;</p>',
    });
    expect(await preview(manager, 'letter: "REMINDER", version: 1, language: "fr"')).toMatchObject({
      language: 'fr',
      text: 'Chère Marie Curie',
    });
    expect(await preview(manager, 'letter: "ACCOUNT_NOTICE"')).toMatchObject({
      text: expect.stringContaining('Kx7mPq2RtZ'),
    });
  });

  test('shows it to a user, if they are for you to see', async () => {
    const args = `letter: "REMINDER", userId: "${library.ids.r1}"`;
    expect(await preview(manager, args)).toMatchObject({ text: 'Dear Reader 1', address: 'r1@example.org' });
    const lawManager = await world.signedInAs('law.manager');
    expect(await preview(lawManager, args)).toBeNull();
    const nobody = encodeGlobalID('User', 999_999);
    expect(await preview(manager, `letter: "REMINDER", userId: "${nobody}"`)).toBeNull();
    expect(await preview(manager, 'letter: "NOTHING"')).toBeNull();
    expect(await preview(manager, 'letter: "REMINDER", version: 99')).toBeNull();
  });
});

describe('a letter to try', () => {
  const address = 'address';

  test('goes to the preferred address of who asks for it, and nowhere else', async () => {
    await database.execute(sql`
      INSERT INTO user_email (user_id, types, address, segment) SELECT id, '{work}', 'other@example.org', 'INTERNAL' FROM users WHERE primary_id = 'manager'`);
    const before = mail.received.length;
    const answer = await mutate(manager, 'sendTestLetter', { letter: 'ACCOUNT_NOTICE' }, address);
    expect(answer).toEqual({ __typename: 'SendTestLetterSuccess', address: 'manager@example.org' });
    const worker = await world.work();
    const received = await mail.until(before + 1);
    await worker.stop();
    expect(received.at(-1)?.recipients).toEqual(['manager@example.org']);
    expect(received.at(-1)?.mail.text).toContain('Kx7mPq2RtZ');
  });

  test('is refused where there is no address, or no such letter', async () => {
    expect(await mutate(manager, 'sendTestLetter', { letter: 'NOTHING' }, address)).toMatchObject({
      code: 'NOT_FOUND',
    });
    await database.execute(sql`DELETE FROM user_email WHERE address IN ('manager@example.org', 'other@example.org')`);
    expect(await mutate(manager, 'sendTestLetter', { letter: 'REMINDER' }, address)).toMatchObject({
      code: 'NO_ADDRESS_OF_YOUR_OWN',
    });
  });
});

test('letters are listed page by page', async () => {
  const page = async (args: string) =>
    (
      await manager.data<
        { letters: { nodes: { code: string }[]; totalCount: number; pageInfo: { endCursor: string } } },
        object
      >(`{ letters(${args}) { nodes { code } totalCount pageInfo { endCursor } } }`)
    ).letters;
  const first = await page('first: 2');
  expect(first.nodes.map(({ code }) => code)).toEqual(['ACCOUNT_NOTICE', 'JOB_ENDED']);
  const second = await page(`first: 2, after: "${first.pageInfo.endCursor}"`);
  expect(second.nodes.map(({ code }) => code)).toEqual(['OVERDUE', 'REMINDER']);
  expect((await page('last: 1')).nodes.map(({ code }) => code)).toEqual(['USER_NOTIFICATION']);
  expect((await page('first: 9, enabled: false')).nodes.map(({ code }) => code)).toEqual(['REMINDER']);
  const { length } = (await page('first: 200')).nodes;
  expect([first.totalCount, second.totalCount]).toEqual([length, length]);
  expect((await page('first: 9, enabled: false')).totalCount).toBe(1);
  expect((await page('first: 9, purpose: JOB_END')).nodes.map(({ code }) => code)).toEqual(['JOB_ENDED']);
  expect((await page('first: 1, after: "????"')).nodes.length).toBeLessThanOrEqual(1);
});

test('only administrators change letters; every change and every refusal is in the audit', async () => {
  expect(await mutate(manager, 'createLetter', { ...reminder, code: 'MINE' })).toMatchObject({ code: 'FORBIDDEN' });
  expect(await mutate(manager, 'updateLetter', { code: 'REMINDER', enabled: true })).toMatchObject({
    code: 'FORBIDDEN',
  });
  const events = await database.query<{ operation: string; refused: string | null }>(sql`
    SELECT DISTINCT operation, refused FROM audit_event WHERE subject LIKE 'Letter:%' ORDER BY operation, refused NULLS FIRST`);
  expect(events).toEqual([
    { operation: 'createLetter', refused: null },
    { operation: 'createLetter', refused: 'INVALID_INPUT' },
    { operation: 'createLetter', refused: 'LETTER_TAKEN' },
    { operation: 'sendTestLetter', refused: null },
    { operation: 'sendTestLetter', refused: 'NOT_FOUND' },
    { operation: 'sendTestLetter', refused: 'NO_ADDRESS_OF_YOUR_OWN' },
    { operation: 'updateLetter', refused: null },
    { operation: 'updateLetter', refused: 'LETTER_CHANGED' },
    { operation: 'updateLetter', refused: 'NOT_FOUND' },
  ]);
});
