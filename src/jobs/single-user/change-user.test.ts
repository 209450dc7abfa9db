import { encodeGlobalID } from '@pothos/plugin-relay';
import { beforeEach, describe, expect, it } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { mutate } from '../../testing/mutate.ts';
import { outcome, type Person, startSingleUserStory, update } from './testing/single-user-story.ts';

const { database, server, manager, administrator, lawManager, idOf, somebody, see, lastAudit, history } =
  await startSingleUserStory();

describe('changing a user', () => {
  let person: Person;
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
    const rows = sql`SELECT e.id FROM user_email e JOIN users u ON u.id = e.user_id WHERE u.primary_id = ${person.primaryId} ORDER BY e.id`;
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

  it('takes a list of 50 entries, and says so where there are more', async () => {
    const phones = Array.from({ length: 51 }, (_, index) => ({ number: String(index) }));
    expect(await update(manager, person.id, { record: { phones } })).toMatchObject({
      issues: [{ path: ['record', 'phones'], message: 'At most 50 entries.' }],
    });
    expect(await update(manager, person.id, { record: { phones: phones.slice(1) } })).toMatchObject({
      outcome: 'UPDATED',
    });
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

  it('is done, too, when who asks sees the user no more for it', async () => {
    const scope = { library: 'LAW' };
    const seen = await somebody({}, lawManager, [{ addRole: { roleType: '200', scope } }]);
    const answer = await update(lawManager, seen.id, { actions: [{ removeRole: { roleType: '200', scope } }] });
    expect(answer).toMatchObject({ outcome: 'UPDATED', user: null, results: [{ position: 0 }] });
    expect(await see(seen.id, lawManager)).toBeNull();
    expect(await see(seen.id)).toMatchObject({ primaryId: seen.primaryId, roles: [] });
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
    const message = 'The user holds a role above your own: their record is not yours to change.';
    for (const record of [{ emails: [{ address: 'mine@example.org' }] }, { primaryId: 'x' }, { pin: '0000' }])
      expect(await update(manager, id, { record })).toMatchObject({ ...above, message });
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
    expect(answer).toMatchObject({ user: { primaryId: person.primaryId } });
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
