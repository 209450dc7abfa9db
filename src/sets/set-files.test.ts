import { encodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, test } from 'vitest';
import { catalogers, signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { change, members, saveCatalogers, startSetStory } from '../testing/set-story.ts';
import { fileSender } from './testing/send-file.ts';
import { workbookOf } from './testing/workbook.ts';

const { database, server, manager, admin, ids, lastAudit } = await startSetStory();
const { atLaw, atMusic, expired, blocked } = catalogers;
const senderFor = async (person: { primaryId: string }) =>
  fileSender(server.url, await server.tokenFor(person.primaryId));
const sender = await senderFor(signInPeople.userManager);
const lawSender = await senderFor(signInPeople.libraryManager);

// Two with barcodes of their own; a third whose primary id is the first one's barcode, and one whose zeros matter.
await database.execute(sql`
  INSERT INTO user_identifier (user_id, type, value, segment)
  SELECT u.id, i.type, i.value, 'INTERNAL' FROM users u
  JOIN (VALUES (${atLaw.primaryId}, 'BARCODE', 'law-1'), (${atMusic.primaryId}, 'BARCODE', ${blocked.primaryId}),
               (${expired.primaryId}, 'UNIV_ID', '00012-3'), (${atLaw.primaryId}, 'UNIV_ID', 'law-1'))
    AS i (primary_id, type, value) ON i.primary_id = u.primary_id`);

const file = (...lines: string[]) => ({ content: `${lines.join('\n')}\n` });
const sum = (upload?: {
  added: number;
  alreadyMembers: number;
  duplicates: number;
  notFound: number;
  ambiguous: number;
}) => upload && upload.added + upload.alreadyMembers + upload.duplicates + upload.notFound + upload.ambiguous;

describe('a set is made from a file', () => {
  test('of primary ids, in whatever case, and every line is accounted for', async () => {
    const { set, upload } = await sender.send(
      'createSetFromFile',
      { name: 'From a file', isPrivate: false },
      {
        name: 'list.csv',
        ...file(
          'Primary ID;Name',
          `${atLaw.primaryId.toUpperCase()};x`,
          'nobody;y',
          '',
          `${expired.primaryId};z`,
          `${atLaw.primaryId};again`,
          'nobody;y',
        ),
      },
    );
    expect(set).toMatchObject({ name: 'From a file', kind: 'ITEMIZED', isPrivate: false, memberCount: 2 });
    expect(upload).toMatchObject({
      fileName: 'list.csv',
      format: 'TEXT',
      holds: 'Primary ID',
      lines: 5,
      added: 2,
      duplicates: 1,
      notFound: 2,
      alreadyMembers: 0,
      ambiguous: 0,
      blankLines: 1,
      notAdded: {
        totalCount: 3,
        nodes: [
          { line: 3, value: 'nobody', reason: 'NOT_FOUND' },
          { line: 6, value: atLaw.primaryId, reason: 'DUPLICATE' },
          { line: 7, value: 'nobody', reason: 'NOT_FOUND' },
        ],
      },
    });
    expect((await members(manager, set?.id ?? '')).toSorted()).toEqual(
      [atLaw, expired].map(({ primaryId }) => primaryId).toSorted(),
    );
    expect(await lastAudit()).toMatchObject({
      operation: 'createSetFromFile',
      details: { file: 'list.csv', lines: 5, ADDED: 2, NOT_FOUND: 2 },
    });
  });

  test.for([
    ['BARCODE', 'law-1', atLaw],
    ['Barcode', 'law-1', atLaw],
    ['univ id', '00012-3', expired],
    ['USERNAME', expired.primaryId, expired],
    ['any', '00012-3', expired],
    ['any', expired.primaryId, expired],
  ] as const)('whose header %s says what it holds', async ([header, value, person]) => {
    const { set, upload } = await sender.send('createSetFromFile', { name: header }, file(header, value));
    expect(upload).toMatchObject({ lines: 1, added: 1, notAdded: { nodes: [] } });
    expect(await members(manager, set?.id ?? '')).toEqual([person.primaryId]);
  });

  test('whose identifiers differ by case and zeros, and may mean several people', async () => {
    const { upload } = await sender.send('createSetFromFile', { name: 'Cases' }, file('BARCODE', 'LAW-1', '00012-3'));
    expect(upload).toMatchObject({ lines: 2, added: 0, notFound: 2 });
    const zeros = await sender.send('createSetFromFile', { name: 'Zeros' }, file('UNIV_ID', '12-3'));
    expect(zeros.upload).toMatchObject({ added: 0, notFound: 1 });
    const several = await sender.send('createSetFromFile', { name: 'Any' }, file('Any', blocked.primaryId, 'law-1'));
    expect(several.upload).toMatchObject({
      added: 1,
      ambiguous: 1,
      notAdded: { nodes: [{ line: 2, value: blocked.primaryId, reason: 'AMBIGUOUS' }] },
    });
  });

  test('whose letters with accents are spelled in another way', async () => {
    await database.execute(sql`INSERT INTO users (primary_id, last_name) VALUES ('René', 'Spelled')`);
    await database.execute(
      sql`INSERT INTO code (table_name, code, description) VALUES ('IDENTIFIER_TYPE', 'LEHRE', 'Café')`,
    );
    await database.execute(sql`
      INSERT INTO user_identifier (user_id, type, value, segment)
      SELECT id, 'LEHRE', 'Éva', 'INTERNAL' FROM users WHERE primary_id = ${expired.primaryId}`);
    const decomposed = (...lines: string[]) => ({ content: lines.join('\n').normalize('NFD') });
    const byId = await sender.send('createSetFromFile', { name: 'Spelled' }, decomposed('Primary ID', 'René'));
    expect(byId.upload).toMatchObject({ lines: 1, added: 1 });
    const byCard = await sender.send('createSetFromFile', { name: 'Cards' }, decomposed('Café', 'Éva'));
    expect(byCard.upload).toMatchObject({ lines: 1, added: 1, holds: 'LEHRE' });
    const input = { name: 'Said', identifierType: 'Café'.normalize('NFD') };
    expect((await sender.send('createSetFromFile', input, decomposed('Éva'))).upload).toMatchObject({ added: 1 });
  });

  test('of identifiers of a type that is given to nobody any more', async () => {
    await database.execute(
      sql`INSERT INTO code (table_name, code, description, enabled) VALUES ('IDENTIFIER_TYPE', 'OLD_CARD', 'Paper card', FALSE)`,
    );
    await database.execute(sql`
      INSERT INTO user_identifier (user_id, type, value, segment)
      SELECT id, 'OLD_CARD', 'old-1', 'INTERNAL' FROM users WHERE primary_id = ${atMusic.primaryId}`);
    for (const [input, lines] of [
      [{}, file('OLD_CARD', 'old-1')],
      [{}, file('paper card', 'old-1')],
      [{ identifierType: 'OLD_CARD' }, file('old-1')],
    ] as const) {
      const { upload } = await sender.send('createSetFromFile', { name: 'Old cards', ...input }, lines);
      expect(upload).toMatchObject({ holds: 'OLD_CARD', lines: 1, added: 1 });
    }
  });

  test('without a header, when somebody says what it holds', async () => {
    const input = { name: 'Bare', identifierType: 'PRIMARY_ID' };
    const { upload } = await sender.send('createSetFromFile', input, file(atLaw.primaryId, atMusic.primaryId));
    expect(upload).toMatchObject({ lines: 2, added: 2 });
    const headed = await sender.send(
      'createSetFromFile',
      { name: 'Both', identifierType: 'BARCODE' },
      file('BARCODE', 'law-1'),
    );
    expect(headed.upload).toMatchObject({ lines: 1, added: 1 });
  });

  test('that is a workbook, of which it is told when zeros may have got lost', async () => {
    const cells = ['UNIV_ID', { number: '777123' }, { number: '777123', style: 1 }, '00012-3', 'law-1'];
    const { upload } = await sender.send(
      'createSetFromFile',
      { name: 'Sheet' },
      { name: 'users.xlsx', content: workbookOf(cells) },
    );
    expect(upload).toMatchObject({
      format: 'SPREADSHEET',
      lines: 4,
      added: 2,
      notFound: 2,
      numericCells: 1,
      notAdded: {
        nodes: [
          { line: 2, value: '777123' },
          { line: 3, value: '00777123' },
        ],
      },
    });
  });
});

describe('a file is refused, and nothing is done,', () => {
  test.for<[string, object, string, string[], RegExp]>([
    ['when nothing says what it holds', {}, 'anna\nbert\n', ['file'], /“anna”.*BARCODE/],
    ['when it is empty', {}, '', ['file'], /no lines/],
    ['when it has a header only', {}, 'BARCODE\n', ['file'], /no lines/],
    ['when header and sender disagree', { identifierType: 'UNIV_ID' }, 'BARCODE\n1\n', ['identifierType'], /BARCODE/],
    ['when there is no such type', { identifierType: 'SHOE_SIZE' }, '43\n', ['identifierType'], /SHOE_SIZE/],
    ['when it is something else', {}, '\x1f\x8b\x08', ['file'], /compressed/],
    ['when the set has no name', { name: '' }, 'BARCODE\n1\n', ['name'], /name/],
  ])('%s', async ([, input, content, path, message]) => {
    const answer = await sender.send(
      'createSetFromFile',
      { name: 'Refused', ...input },
      { content: Buffer.from(content, 'latin1') },
    );
    expect(answer.issues).toEqual([{ path, message: expect.stringMatching(message) }]);
    expect(await lastAudit()).toMatchObject({ operation: 'createSetFromFile', refused: 'INVALID_INPUT' });
    expect(await database.query(sql`SELECT 1 FROM user_set WHERE name = 'Refused'`)).toEqual([]);
  });
});

describe('a file is added to a set', () => {
  test('with those who are in it already told apart', async () => {
    const { set } = await change(manager, 'createItemizedSet', { name: 'Grows', userIds: ids(atLaw, atMusic) });
    const lines = file('Primary ID', atLaw.primaryId, expired.primaryId, atLaw.primaryId, 'nobody');
    const { set: grown, upload } = await sender.send('addSetMembersFromFile', { id: set?.id }, lines);
    expect(grown?.memberCount).toBe(3);
    expect(upload).toMatchObject({ lines: 4, added: 1, alreadyMembers: 1, duplicates: 1, notFound: 1 });
    const again = await sender.send('addSetMembersFromFile', { id: set?.id }, lines);
    expect(again.upload).toMatchObject({ lines: 4, added: 0, alreadyMembers: 2, duplicates: 1, notFound: 1 });
    expect(sum(again.upload)).toBe(4);
    const { userSet } = await manager.data<{ userSet: { uploads: { nodes: object[] } } }, object>(
      `query ($id: ID!) { userSet(id: $id) { uploads(first: 5) { totalCount nodes { added } } } }`,
      { id: set?.id },
    );
    expect(userSet.uploads).toEqual({ totalCount: 2, nodes: [{ added: 0 }, { added: 1 }] });
  });

  test('that is one’s own and itemized', async () => {
    const logical = await saveCatalogers(manager, { isPrivate: false });
    const lines = file('Primary ID', atLaw.primaryId);
    expect(await sender.send('addSetMembersFromFile', { id: logical.id }, lines)).toMatchObject({
      code: 'WRONG_SET_KIND',
    });
    expect(await lawSender.send('addSetMembersFromFile', { id: logical.id }, lines)).toMatchObject({
      code: 'FORBIDDEN',
    });
    const never = encodeGlobalID('UserSet', 2_000_000_000);
    expect(await sender.send('addSetMembersFromFile', { id: never }, lines)).toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('people of elsewhere are not found, like people who are not', async () => {
  const { set, upload } = await lawSender.send(
    'createSetFromFile',
    { name: 'Law' },
    file('Primary ID', atLaw.primaryId, atMusic.primaryId, 'nobody'),
  );
  expect(upload).toMatchObject({
    added: 1,
    notFound: 2,
    notAdded: {
      nodes: [
        { line: 3, reason: 'NOT_FOUND' },
        { line: 4, reason: 'NOT_FOUND' },
      ],
    },
  });
  expect(await members(admin, set?.id ?? '')).toEqual([atLaw.primaryId]);
});
