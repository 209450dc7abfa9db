import { expect, test } from 'vitest';
import { loadDemoInstitution } from '../demo/load.ts';
import { signInPeople } from '../demo/people.ts';
import { sql } from '../platform/sql.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { lastAudit } from '../testing/last-audit.ts';
import { mutate } from '../testing/mutate.ts';

const testDatabase = await createTestDatabase();
const { database } = testDatabase;
await loadDemoInstitution(database, { users: 200 });
await insertPeople(database, [{ primaryId: 'user.administrator', roles: ['50'] }]);
const server = await startTestServer(testDatabase);
const admin = await server.signedInAs(signInPeople.admin.primaryId);
const userAdministrator = await server.signedInAs('user.administrator');
const manager = await server.signedInAs(signInPeople.userManager.primaryId);

interface CodePage {
  readonly totalCount: number;
  readonly nodes: readonly { readonly code: string; readonly description: string; readonly enabled: boolean }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function codes(listing: object): Promise<CodePage> {
  const document = `query ($table: CodeTableName!, $search: String, $enabled: Boolean, $first: Int, $after: String) {
    codes(table: $table, search: $search, enabled: $enabled, first: $first, after: $after) {
      totalCount nodes { table code description position enabled } pageInfo { hasNextPage endCursor } } }`;
  return (await manager.data<{ codes: CodePage }, object>(document, listing)).codes;
}

const codeFields = 'code { table code description position enabled }';

test('a code is added at the end, described anew, put away, and taken away when nobody holds it', async () => {
  const ref = { table: 'JOB_CATEGORY', code: 'ARCHIVIST' };
  const made = await mutate(userAdministrator, 'createCode', { ...ref, description: '  Archivist ' }, codeFields);
  const last = (await codes({ table: 'JOB_CATEGORY', first: 200 })).nodes.at(-1);
  expect(made).toMatchObject({ code: { ...ref, description: 'Archivist', enabled: true } });
  expect(last).toMatchObject({ code: 'ARCHIVIST' });
  expect(await mutate(admin, 'createCode', { ...ref, description: 'Again' })).toMatchObject({ problem: 'CODE_TAKEN' });
  const changed = await mutate(admin, 'updateCode', { ...ref, enabled: false, position: 0 }, codeFields);
  expect(changed).toMatchObject({ code: { description: 'Archivist', position: 0, enabled: false } });
  expect(await lastAudit(database)).toMatchObject({
    operation: 'updateCode',
    subject: 'Code:JOB_CATEGORY:ARCHIVIST',
    details: { before: { description: 'Archivist', enabled: true }, after: { enabled: false, position: 0 } },
  });
  expect(await mutate(admin, 'deleteCode', ref, 'deletedCode')).toMatchObject({ deletedCode: 'ARCHIVIST' });
  expect(await mutate(admin, 'deleteCode', ref)).toMatchObject({ problem: 'NOT_FOUND' });
  expect(await mutate(admin, 'updateCode', ref)).toMatchObject({ problem: 'NOT_FOUND' });
});

test.each([
  ['JOB_CATEGORY', 'CATALOGER', sql`SELECT count(*) FROM users WHERE job_category = 'CATALOGER'`],
  ['EMAIL_TYPE', 'work', sql`SELECT count(DISTINCT user_id) FROM user_email WHERE 'work' = ANY (types)`],
  ['IDENTIFIER_TYPE', 'BARCODE', sql`SELECT count(DISTINCT user_id) FROM user_identifier WHERE type = 'BARCODE'`],
])('a code of %s that people hold stays, with their number', async (table, code, held) => {
  const [row] = await database.query<{ count: number }>(held);
  expect(row?.count).toBeGreaterThan(0);
  const document = `mutation ($input: DeleteCodeInput!) { deleteCode(input: $input) { ... on CodeInUse { count message } } }`;
  const answer = await admin.data<{ deleteCode: { count: number; message: string } }, object>(document, {
    input: { table, code },
  });
  expect(answer.deleteCode.count).toBe(row?.count);
  expect(answer.deleteCode.message).toContain('Disable it');
  expect((await codes({ table, search: code })).nodes.map((node) => node.code)).toContain(code);
});

test('codes come in pages, and by words of code or description', async () => {
  const all = await codes({ table: 'PREFERRED_LANGUAGE', first: 200 });
  const first = await codes({ table: 'PREFERRED_LANGUAGE', first: 3 });
  const second = await codes({ table: 'PREFERRED_LANGUAGE', first: 3, after: first.pageInfo.endCursor });
  expect([...first.nodes, ...second.nodes]).toEqual(all.nodes.slice(0, 6));
  expect(first).toMatchObject({ totalCount: all.nodes.length, pageInfo: { hasNextPage: true } });
  const found = await codes({ table: 'JOB_CATEGORY', search: 'CATA' });
  expect(found.nodes.map(({ code }) => code)).toContain('CATALOGER');
  expect((await codes({ table: 'JOB_CATEGORY', search: '%' })).nodes).toEqual([]);
  const cursors = [
    'GPC:T:["S:a"]',
    'GPC:T:["S:CAMPUS","S:a\\u0000"]',
    'GPC:T:["S:CAMPUS","S:a\0"]',
    'GPC:T:["S:a","S:\\ud800"]',
    'GPC:T:["S:a","S:\\q"]',
  ];
  const encoded = cursors.map((cursor) => Buffer.from(cursor).toString('base64'));
  for (const after of ['bm9uc2Vuc2U=', 'R1BDOk46MQ==', ...encoded]) {
    const { errors } = await manager.query(`{ codes(table: CAMPUS, after: "${after}") { nodes { code } } }`);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  }
});

test.each([
  [{ code: ' ' }, ['code']],
  [{ code: 'A/B' }, ['code']],
  [{ code: 'A\tB' }, ['code']],
  [{ code: 'x'.repeat(101) }, ['code']],
  [{ description: '' }, ['description']],
  [{ position: -1 }, ['position']],
])('a code like %j is refused, at its place', async (faulty, path) => {
  const input = { table: 'CAMPUS', code: 'NEW', description: 'New', ...faulty };
  expect(await mutate(admin, 'createCode', input)).toMatchObject({ __typename: 'InvalidInput', issues: [{ path }] });
  expect(await lastAudit(database)).toMatchObject({ operation: 'createCode', refused: 'INVALID_INPUT' });
});

test('a library begins, gets desks and units, and ends when nothing refers to it any more', async () => {
  const code = 'ARCHIVE';
  expect(await mutate(admin, 'createLibrary', { code, name: 'Archive' }, 'library { code name }')).toMatchObject({
    library: { code, name: 'Archive' },
  });
  expect(await mutate(admin, 'createLibrary', { code, name: 'Other' })).toMatchObject({ problem: 'CODE_TAKEN' });
  expect(await mutate(admin, 'updateLibrary', { code, name: 'The Archive' }, 'library { name }')).toMatchObject({
    library: { name: 'The Archive' },
  });
  const desk = { library: code, code: 'READING_ROOM' };
  const unit = { library: code, code: 'BINDING' };
  const deskFields = 'circulationDesk { code name }';
  const named = { ...desk, name: 'Reading room' };
  expect(await mutate(userAdministrator, 'createCirculationDesk', named, deskFields)).toMatchObject({
    circulationDesk: { code: 'READING_ROOM', name: 'Reading room' },
  });
  expect(await mutate(admin, 'createCirculationDesk', named)).toMatchObject({ problem: 'CODE_TAKEN' });
  expect(await mutate(admin, 'createServiceUnit', { ...unit, library: 'NOWHERE', name: 'x' })).toMatchObject({
    problem: 'NOT_FOUND',
  });
  await mutate(admin, 'createServiceUnit', { ...unit, name: 'Binding' });
  expect(await mutate(admin, 'updateServiceUnit', { ...unit, name: 'Bindery' }, 'serviceUnit { name }')).toMatchObject({
    serviceUnit: { name: 'Bindery' },
  });
  expect(await mutate(admin, 'deleteLibrary', { code })).toMatchObject({
    problem: 'CODE_IN_USE',
    message: expect.stringContaining('1 circulation desks, 1 service units'),
  });
  expect(await mutate(admin, 'deleteCirculationDesk', desk, 'deletedCode')).toMatchObject({ deletedCode: desk.code });
  expect(await mutate(admin, 'deleteServiceUnit', unit, 'deletedCode')).toMatchObject({ deletedCode: unit.code });
  expect(await mutate(admin, 'deleteServiceUnit', unit)).toMatchObject({ problem: 'NOT_FOUND' });
  expect(await mutate(admin, 'deleteLibrary', { code }, 'deletedCode')).toMatchObject({ deletedCode: code });
  expect(await lastAudit(database)).toMatchObject({
    operation: 'deleteLibrary',
    details: { before: { name: 'The Archive' } },
  });
});

test('no library goes as long as a role is held there, and no desk as long as one is narrowed to it', async () => {
  const roles = sql`SELECT count(*) FROM user_role WHERE library_code IS NULL`;
  const before = await database.query(roles);
  expect(await mutate(admin, 'deleteLibrary', { code: 'LAW' })).toMatchObject({ problem: 'CODE_IN_USE' });
  // Not even from behind: the roles would be left as ones of the institution.
  await expect(database.execute(sql`DELETE FROM library WHERE code = 'LAW'`)).rejects.toThrow('foreign key');
  expect(await database.query(roles)).toEqual(before);
  const [narrowed] = await database.query<{ library: string; code: string }>(sql`
    SELECT r.library_code AS library, p->>'value' AS code FROM user_role r, jsonb_array_elements(r.parameters) p
    WHERE p->>'name' = 'CIRCULATION_DESK' LIMIT 1`);
  expect(await mutate(admin, 'deleteCirculationDesk', { ...narrowed })).toMatchObject({ problem: 'CODE_IN_USE' });
});

test('a role type is renamed and no longer granted, but never made more or less than it is', async () => {
  const input = { code: '58', name: 'Licence Viewer', description: 'Sees licences.', enabled: false };
  const fields = 'roleType { code name description enabled rank }';
  expect(await mutate(admin, 'updateRoleType', input, fields)).toMatchObject({
    roleType: { ...input, rank: 'OPERATIONAL' },
  });
  expect(await lastAudit(database)).toMatchObject({
    subject: 'RoleType:58',
    details: { before: { name: 'License Viewer', enabled: true }, after: { enabled: false } },
  });
  const { set } = (await mutate(
    manager,
    'saveSearchAsSet',
    { name: 'Nobody', where: { lastName: { eq: 'Nobody' } } },
    'set { id }',
  )) as unknown as {
    set: { id: string };
  };
  const job = (action: string) =>
    mutate(manager, 'submitUpdateNotifyJob', {
      setId: set.id,
      actions: [{ [action]: { roleType: '58', scope: { institution: true } } }],
    });
  expect(await job('addRole')).toMatchObject({ issues: [{ path: ['actions', '0', 'addRole', 'roleType'] }] });
  expect(await job('removeRole')).toMatchObject({ __typename: 'SubmitUpdateNotifyJobSuccess' });
  const ranked = 'mutation { updateRoleType(input: { code: "58", rank: ADMINISTRATOR }) { __typename } }';
  expect((await admin.query(ranked)).errors?.[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
  expect(await mutate(admin, 'updateRoleType', { code: 'none' })).toMatchObject({ problem: 'NOT_FOUND' });
  expect(await mutate(admin, 'updateRoleType', { code: '58', enabled: true }, fields)).toMatchObject({
    roleType: { name: 'Licence Viewer', enabled: true },
  });
});

test('the institution is renamed, and keeps its code', async () => {
  const answer = await mutate(admin, 'updateInstitution', { name: 'The University' }, 'institution { code name }');
  const { institution } = await manager.data<{ institution: object }, object>('{ institution { code name } }');
  expect(answer).toMatchObject({ institution: { name: 'The University' } });
  expect(answer.institution).toEqual(institution);
  expect(await mutate(admin, 'updateInstitution', { name: 'x', code: 'OTHER' })).toMatchObject({
    issues: [{ path: ['code'] }],
  });
});

test('who may not is refused, whatever they ask for, and the audit knows it', async () => {
  const forSystemAdministrators = [
    ['createLibrary', { code: 'X', name: 'X' }],
    ['updateLibrary', { code: 'LAW', name: 'X' }],
    ['deleteLibrary', { code: 'LAW' }],
    ['updateRoleType', { code: '58', name: 'X' }],
    ['updateInstitution', { name: 'X' }],
  ] as const;
  const forAdministrators = [
    ['createCode', { table: 'CAMPUS', code: 'X', description: 'X' }],
    ['updateCode', { table: 'CAMPUS', code: 'X', description: 'X' }],
    ['deleteCode', { table: 'CAMPUS', code: 'X' }],
    ['createCirculationDesk', { library: 'LAW', code: 'X', name: 'X' }],
    ['deleteServiceUnit', { library: 'LAW', code: 'X' }],
  ] as const;
  for (const [client, mutations] of [
    [manager, [...forAdministrators, ...forSystemAdministrators]],
    [userAdministrator, forSystemAdministrators],
  ] as const) {
    for (const [mutation, input] of mutations) {
      expect(await mutate(client, mutation, input), mutation).toMatchObject({ problem: 'FORBIDDEN' });
      expect(await lastAudit(database)).toMatchObject({ operation: mutation, refused: 'FORBIDDEN' });
    }
  }
});
