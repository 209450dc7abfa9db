import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { mutate } from '../../testing/mutate.ts';
import { outcome, startSingleUserStory } from './testing/single-user-story.ts';

const { database, server, manager, administrator, lawManager, somebody, see, lastAudit, history } =
  await startSingleUserStory();

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
    [{ primaryId: 'in\u200bvisible' }, ['record', 'primaryId']],
    [{ lastName: '' }, ['record', 'lastName']],
    [{ lastName: 'Two\nlines' }, ['record', 'lastName']],
    [{ identifiers: [{ type: 'BARCODE', value: '1\u202e2' }] }, ['record', 'identifiers', '0', 'value']],
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
