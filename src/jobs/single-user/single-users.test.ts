import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Client } from '../../client/open-client.ts';
import { insertReferenceData } from '../../demo/insert-reference-data.ts';
import { sql } from '../../platform/sql.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { type MutationAnswer, mutate } from '../../testing/mutate.ts';

const test = await createTestDatabase();
const { database } = test;
await insertReferenceData(database);
const ids = await insertPeople(database, [
  { primaryId: 'system.administrator', roles: ['26'] },
  { primaryId: 'manager', roles: ['21'] },
  { primaryId: 'law.manager', roles: ['21@LAW'] },
  { primaryId: 'external', accountType: 'EXTERNAL', roles: ['200'] },
]);
const server = await startTestServer(test);
const administrator = await server.signedInAs('system.administrator');
const manager = await server.signedInAs('manager');
const lawManager = await server.signedInAs('law.manager');

const outcome =
  'user { id primaryId status version } outcome results { position code warnings } changes { field before after }';

function idOf(person: keyof typeof ids): string {
  return encodeGlobalID('User', ids[person]);
}

async function update(client: Client, id: string, input: object): Promise<MutationAnswer> {
  return mutate(client, 'updateUser', { id, ...input }, outcome);
}

let made = 0;
/** Somebody new, as the manager makes them. */
async function somebody(
  record: object = {},
  client = manager,
  actions: object[] = [],
): Promise<{ id: string; version: string }> {
  made += 1;
  const input = { record: { primaryId: `person-${made}`, lastName: 'Person', ...record }, actions };
  const { user, ...answer } = await mutate(client, 'createUser', input, outcome);
  if (!user) throw new Error(JSON.stringify(answer));
  return user as { id: string; version: string };
}

async function see(id: string, client = manager) {
  const document = `query ($id: ID!) { user(id: $id) { primaryId firstName lastName gender birthDate recordType status userGroup updatedAt version
    accountType externalId forcePasswordChange
    addresses { types lines city postalCode preferred segment } emails { address types preferred segment }
    phones { number types preferred preferredSms } roles { roleType { code } library { code } } identifiers { type value } } }`;
  return (await client.data<{ user: Record<string, unknown> | null }, object>(document, { id })).user;
}

async function lastAudit() {
  const [event] = await database.query<{ details: unknown; operation: string }>(
    sql`SELECT actor, operation, refused, subject, details FROM audit_event ORDER BY id DESC LIMIT 1`,
  );
  return event;
}

async function history(id: string) {
  const userId = Number(Buffer.from(id, 'base64').toString().split(':')[1]);
  return database.query<{
    actor: string;
    origin: string;
    changes: { field: string; before: unknown; after: unknown }[];
  }>(sql`SELECT actor, origin, changes FROM user_change WHERE user_id = ${userId} ORDER BY id`);
}

describe('creating a user', () => {
  it('makes a whole record, and its history from the first day', async () => {
    const record = {
      primaryId: 'Marie.Curie',
      firstName: ' Marie ',
      lastName: 'Curie',
      gender: 'FEMALE',
      birthDate: '1867-11-07',
      recordType: 'STAFF',
      pin: '1903',
      emails: [{ address: 'marie@example.org', types: ['work'], preferred: true }],
      phones: [{ number: '+33 1 23', types: ['office'], preferredSms: true }],
      addresses: [{ lines: ['11 rue Pierre et Marie Curie'], city: 'Paris', postalCode: '75005', preferred: true }],
      identifiers: [{ type: 'BARCODE', value: '0099' }],
    };
    const actions = [
      { addRole: { roleType: 'PATRON', scope: { institution: true } } },
      { setUserGroup: { userGroup: 'STAFF' } },
      { addNote: { type: 'GENERAL', text: 'Knows a lot of radium.' } },
    ];
    const answer = await mutate(manager, 'createUser', { record, actions }, outcome);
    expect(answer).toMatchObject({ outcome: 'UPDATED', user: { primaryId: 'Marie.Curie', status: 'ACTIVE' } });
    const { id } = answer.user as { id: string };
    expect(await see(id)).toMatchObject({
      firstName: 'Marie',
      gender: 'FEMALE',
      birthDate: '1867-11-07',
      recordType: 'STAFF',
      userGroup: 'STAFF',
      emails: [{ address: 'marie@example.org', types: ['work'], preferred: true, segment: 'INTERNAL' }],
      phones: [{ number: '+33 1 23', preferred: false, preferredSms: true }],
      addresses: [{ lines: ['11 rue Pierre et Marie Curie'], city: 'Paris', preferred: true }],
      roles: [{ roleType: { code: '200' }, library: null }],
      identifiers: [{ type: 'BARCODE', value: '0099' }],
    });
    const [entry, ...more] = await history(id);
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ actor: 'manager', origin: 'MUTATION' });
    expect(entry?.changes).toEqual(answer.changes);
    expect(entry?.changes).toContainEqual({ field: 'primaryId', before: null, after: 'Marie.Curie' });
    expect(entry?.changes).toContainEqual({ field: 'pin', before: null, after: null });
    expect(await lastAudit()).toMatchObject({ operation: 'createUser', subject: Buffer.from(id, 'base64').toString() });
    expect(JSON.stringify([entry, await lastAudit(), answer])).not.toContain('1903');
  });

  it('gives nobody an id or identifier that somebody has', async () => {
    const identifiers = [{ type: 'BARCODE', value: '4711' }];
    await somebody({ primaryId: 'Taken', identifiers });
    const record = { primaryId: 'free', lastName: 'Other' };
    const byUser = [{ primaryId: 'free', value: '4711' }];
    const actions = [{ addIdentifier: { type: 'BARCODE', value: { byUser } } }];
    const create = (input: object) => mutate(manager, 'createUser', input);
    expect(await create({ record: { ...record, primaryId: 'tAKEN' } })).toMatchObject({ problem: 'PRIMARY_ID_TAKEN' });
    expect(await create({ record: { ...record, identifiers } })).toMatchObject({ problem: 'IDENTIFIER_TAKEN' });
    expect(await create({ record, actions })).toMatchObject({ problem: 'IDENTIFIER_TAKEN' });
    expect(await lastAudit()).toMatchObject({ operation: 'createUser', refused: 'IDENTIFIER_TAKEN' });
    expect(await database.query(sql`SELECT 1 FROM users WHERE primary_id = 'free'`)).toEqual([]);
  });

  it('holds roles against the rule for granting', async () => {
    const asked = (roleType: string) => ({
      record: { primaryId: `new-${roleType}`, lastName: 'New' },
      actions: [{ addRole: { roleType, scope: { institution: true } } }],
    });
    expect(await mutate(manager, 'createUser', asked('26'))).toMatchObject({ problem: 'ROLE_NOT_GRANTABLE' });
    expect(await mutate(administrator, 'createUser', asked('26'))).toMatchObject({ __typename: 'CreateUserSuccess' });
  });

  it('by a library’s manager gives a role at that library', async () => {
    const record = { primaryId: 'law.patron', lastName: 'Patron', firstName: 'Lou' };
    expect(await mutate(lawManager, 'createUser', { record })).toMatchObject({ issues: [{ path: ['actions'] }] });
    const elsewhere = { addRole: { roleType: '200', scope: { library: 'MAIN' } } };
    expect(await mutate(lawManager, 'createUser', { record, actions: [elsewhere] })).toMatchObject({
      problem: 'ROLE_NOT_GRANTABLE',
    });
    const there = { addRole: { roleType: '200', scope: { library: 'LAW' } } };
    const { id } = await somebody(record, lawManager, [there]);
    expect(await see(id, lawManager)).toMatchObject({ primaryId: 'law.patron', firstName: 'Lou' });
  });

  it('lets a first password be used once', async () => {
    const password = 'a password to begin with';
    await somebody({ primaryId: 'beginner', password });
    const signIn = (more: object) => mutate(server.anonymous, 'signIn', { primaryId: 'beginner', password, ...more });
    expect(await signIn({})).toMatchObject({ problem: 'PASSWORD_CHANGE_REQUIRED' });
    expect(await signIn({ newPassword: 'my own words now' })).toMatchObject({ __typename: 'SignInSuccess' });
    const stored = await database.query(sql`
      SELECT details::text FROM audit_event WHERE details::text LIKE ${`%${password}%`}
      UNION ALL SELECT changes::text FROM user_change WHERE changes::text LIKE ${`%${password}%`}`);
    expect(stored).toEqual([]);
  });

  it.each([
    [{ accountType: 'EXTERNAL' }, ['record', 'externalId']],
    [{ externalId: 'SIS' }, ['record', 'externalId']],
    [{ accountType: 'EXTERNAL', externalId: 'SIS', password: 'long enough for one' }, ['record', 'password']],
    [{ password: 'too short' }, ['record', 'password']],
    [{ primaryId: ' ' }, ['record', 'primaryId']],
    [{ lastName: '' }, ['record', 'lastName']],
    [{ pin: '12345' }, ['record', 'pin']],
    [{ emails: [{ address: 'nobody' }] }, ['record', 'emails', '0', 'address']],
    [{ emails: [{ address: 'a@b.c', types: ['none'] }] }, ['record', 'emails', '0', 'types']],
    [
      {
        emails: [
          { address: 'a@b.c', preferred: true },
          { address: 'd@b.c', preferred: true },
        ],
      },
      ['record', 'emails', '1', 'preferred'],
    ],
    [{ emails: [{ address: 'a@b.c' }, { address: 'A@b.c' }] }, ['record', 'emails', '1', 'address']],
    [{ addresses: [{ country: 'FR' }] }, ['record', 'addresses', '0', 'lines']],
  ])('refuses a record like %j, at its place', async (faulty, path) => {
    const record = { primaryId: 'faulty', lastName: 'Faulty', ...faulty };
    expect(await mutate(manager, 'createUser', { record })).toMatchObject({ issues: [{ path }] });
  });
});

describe('changing a user', () => {
  let person: { id: string; version: string };
  beforeEach(async () => {
    person = await somebody();
  });

  it('decides actions as a job does, and writes what no action covers beside them', async () => {
    const answer = await update(manager, person.id, {
      actions: [{ setStatus: { status: 'INACTIVE' } }],
      record: { firstName: 'Jo', gender: 'OTHER' },
    });
    expect(answer).toMatchObject({
      outcome: 'UPDATED',
      user: { status: 'INACTIVE' },
      results: [{ position: 0, code: 'FIELD_SET' }],
      changes: [
        { field: 'status', before: 'ACTIVE', after: 'INACTIVE' },
        { field: 'firstName', before: null, after: 'Jo' },
        { field: 'gender', before: null, after: 'OTHER' },
      ],
    });
    expect((await history(person.id)).at(-1)?.changes).toEqual(answer.changes);
    expect(await lastAudit()).toMatchObject({
      operation: 'updateUser',
      details: { actions: ['Set the status to INACTIVE'], fields: ['status', 'firstName', 'gender'] },
    });
    expect(await update(manager, person.id, { record: { gender: null, firstName: null } })).toMatchObject({
      changes: [{ field: 'gender', before: 'OTHER', after: null }],
    });
  });

  it('changes nothing when nothing is different, and leaves no trace in the history', async () => {
    const before = await history(person.id);
    const answer = await update(manager, person.id, { record: { lastName: 'Person', emails: [] } });
    expect(answer).toMatchObject({ outcome: 'UNCHANGED', changes: [] });
    expect(await update(manager, person.id, {})).toMatchObject({ outcome: 'UNCHANGED' });
    expect(await history(person.id)).toEqual(before);
  });

  it('replaces a list as a whole, and touches only what is different of it', async () => {
    const one = { address: 'one@example.org', types: ['work'], preferred: true };
    const two = { address: 'two@example.org', types: ['personal'] };
    await update(manager, person.id, { record: { emails: [one, two] } });
    const rows = sql`SELECT e.id FROM user_email e JOIN users u ON u.id = e.user_id WHERE u.primary_id = ${`person-${made}`} ORDER BY e.id`;
    const [first] = await database.query<{ id: number }>(rows);
    const preferred = { ...two, preferred: true };
    const answer = await update(manager, person.id, {
      record: { emails: [{ ...one, preferred: false }, preferred, { address: 'three@example.org' }] },
    });
    expect(
      (answer.changes as { before: { address?: string } | null; after: { address?: string } | null }[]).map(
        ({ before, after }) => [before?.address, after?.address],
      ),
    ).toEqual([
      ['one@example.org', 'one@example.org'],
      ['two@example.org', 'two@example.org'],
      [undefined, 'three@example.org'],
    ]);
    await update(manager, person.id, { record: { emails: [preferred] } });
    expect((await see(person.id))?.emails).toEqual([{ ...preferred, segment: 'INTERNAL' }]);
    expect((await database.query<{ id: number }>(rows)).map(({ id }) => id)).not.toContain(first?.id);
    await update(manager, person.id, { record: { emails: [] } });
    expect((await see(person.id))?.emails).toEqual([]);
  });

  it('does not take back with a list what an action does to it', async () => {
    const answer = await update(manager, person.id, {
      actions: [{ addIdentifier: { type: 'UNIV_ID', value: { fromPrimaryId: {} } } }],
      record: { identifiers: [] },
    });
    expect(answer).toMatchObject({ issues: [{ path: ['record', 'identifiers'] }] });
  });

  it('refuses to run over what somebody else has changed since', async () => {
    const { version } = (await see(person.id)) as { version: string };
    expect(person.version).toBe(version);
    await update(manager, person.id, { record: { phones: [{ number: '1' }] } });
    const late = { expectedVersion: version, record: { lastName: 'Late' } };
    expect(await update(manager, person.id, late)).toMatchObject({ problem: 'STALE_RECORD' });
    expect(await mutate(manager, 'deactivateUser', { id: person.id, expectedVersion: version })).toMatchObject({
      problem: 'STALE_RECORD',
    });
    const now = (await see(person.id)) as { version: string };
    expect(await update(manager, person.id, { ...late, expectedVersion: now.version })).toMatchObject({
      outcome: 'UPDATED',
    });
  });

  it('renames, but not to an id that somebody has', async () => {
    expect(await update(manager, person.id, { record: { primaryId: 'MANAGER' } })).toMatchObject({
      problem: 'PRIMARY_ID_TAKEN',
    });
    expect(await update(manager, person.id, { record: { primaryId: 'renamed' } })).toMatchObject({
      user: { primaryId: 'renamed' },
    });
  });

  it('does all of it or nothing', async () => {
    const input = {
      actions: [{ setUserGroup: { userGroup: 'STAFF' } }],
      record: { lastName: 'Half', emails: [{ address: 'none' }] },
    };
    expect(await update(manager, person.id, input)).toMatchObject({ __typename: 'InvalidInput' });
    expect(await see(person.id)).toMatchObject({ lastName: 'Person', userGroup: null, version: person.version });
    const unknown = { actions: [{ setUserGroup: { userGroup: 'NONE' } }] };
    expect(await update(manager, person.id, unknown)).toMatchObject({
      issues: [{ path: ['actions', '0', 'setUserGroup', 'userGroup'] }],
    });
  });

  it('is not for those who do not see the user', async () => {
    for (const id of [person.id, encodeGlobalID('User', 2_000_000_000)]) {
      expect(await update(lawManager, id, { record: { lastName: 'Mine' } })).toMatchObject({ problem: 'NOT_FOUND' });
      expect(await mutate(lawManager, 'deactivateUser', { id })).toMatchObject({ problem: 'NOT_FOUND' });
      expect(await lastAudit()).toMatchObject({ operation: 'deactivateUser', refused: 'NOT_FOUND' });
    }
  });

  it('does not take an id that is none for a fault of the server', async () => {
    const document = 'mutation { updateUser(input: { id: "???" }) { __typename } }';
    expect((await manager.query(document)).errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

describe('who stands above', () => {
  it('keeps their account and their addresses', async () => {
    const id = idOf('system.administrator');
    const above = { problem: 'USER_NOT_CHANGED' };
    expect(await mutate(manager, 'deactivateUser', { id })).toMatchObject(above);
    for (const record of [{ emails: [{ address: 'mine@example.org' }] }, { primaryId: 'x' }, { pin: '0000' }])
      expect(await update(manager, id, { record })).toMatchObject(above);
    expect(await lastAudit()).toMatchObject({ refused: 'USER_NOT_CHANGED' });
    const code =
      'mutation ($input: UpdateUserInput!) { updateUser(input: $input) { ... on UserNotChanged { outcomeCode } } }';
    expect(await manager.data(code, { input: { id, record: { pin: '0000' } } })).toEqual({
      updateUser: { outcomeCode: 'USER_ABOVE_YOUR_OWN' },
    });
    expect(await see(id)).toMatchObject({ primaryId: 'system.administrator', emails: [] });
  });

  it('and nobody ends their own account, but may say what they are called', async () => {
    expect(await mutate(manager, 'deactivateUser', { id: idOf('manager') }, outcome)).toMatchObject({
      outcome: 'WARNING',
      results: [{ code: 'OWN_RECORD_PROTECTED' }],
      user: { status: 'ACTIVE' },
      changes: [],
    });
    expect(await update(manager, idOf('manager'), { record: { firstName: 'Max' } })).toMatchObject({
      outcome: 'UPDATED',
    });
  });

  it('stays, as the last General System Administrator, when two of them end each other at once', async () => {
    const role = [{ addRole: { roleType: '26', scope: { institution: true } } }];
    const { id } = await somebody({ primaryId: 'other.administrator' }, administrator, role);
    const active = sql`
      SELECT u.primary_id AS "primaryId" FROM users u JOIN user_role r ON r.user_id = u.id AND r.role_type_code = '26'
      WHERE u.status = 'ACTIVE'`;
    await database.execute(sql`UPDATE users SET status = 'INACTIVE' WHERE primary_id = 'new-26'`);
    expect(await database.query(active)).toHaveLength(2);
    const other = await server.signedInAs('other.administrator');
    // One of them comes too late: to be decided on what the first has done, or to be let in at all.
    await Promise.allSettled([
      mutate(administrator, 'deactivateUser', { id }),
      mutate(other, 'deactivateUser', { id: idOf('system.administrator') }),
    ]);
    expect(await database.query(active)).toHaveLength(1);
    await database.execute(sql`UPDATE users SET status = 'ACTIVE' WHERE primary_id = 'system.administrator'`);
  });
});

describe('what goes beyond the record', () => {
  it('goes out as it would from a job, though no job waits for it', async () => {
    const templates = [{ language: 'en', subject: 'Your password', text: '{{ temporaryPassword }}' }];
    const letter = {
      code: 'TEMPORARY',
      name: 'Temporary password',
      purpose: 'TEMPORARY_PASSWORD',
      defaultLanguage: 'en',
    };
    expect(await mutate(administrator, 'createLetter', { ...letter, templates })).toMatchObject({
      __typename: 'CreateLetterSuccess',
    });
    const emails = [{ address: 'new@example.org', preferred: true }];
    const person = await somebody({ accountType: 'EXTERNAL', externalId: 'SIS', emails });
    const answer = await update(manager, person.id, {
      actions: [{ convertAccount: { to: 'INTERNAL', letter: 'TEMPORARY' } }],
    });
    expect(answer).toMatchObject({ user: { primaryId: `person-${made}` } });
    expect(await see(person.id)).toMatchObject({ accountType: 'INTERNAL', forcePasswordChange: true });
    const rows = await database.query(sql`
      SELECT o.job_id AS "jobId", o.letter_code AS letter, u.password_hash LIKE '$argon2id$%' AS hashed, o.secret IS NOT NULL AS sealed
      FROM outbox o JOIN users u ON u.id = o.user_id`);
    expect(rows).toEqual([{ jobId: null, letter: 'TEMPORARY', hashed: true, sealed: true }]);
  });

  it('is refused where it is not set up', async () => {
    const { id } = await somebody();
    expect(await update(manager, id, { actions: [{ exportToIdentityProvider: {} }] })).toMatchObject({
      problem: 'INVALID_INPUT',
    });
  });
});

describe('an external account', () => {
  it('is changed with a warning, since the next load may bring the old value back', async () => {
    const answer = await update(manager, idOf('external'), { actions: [{ setUserGroup: { userGroup: 'STAFF' } }] });
    expect(answer).toMatchObject({ outcome: 'WARNING', results: [{ warnings: ['EXTERNAL_LOAD_MAY_OVERWRITE'] }] });
  });
});
