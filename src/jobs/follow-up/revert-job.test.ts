import { describe, expect, test } from 'vitest';
import type { Client } from '../../client/open-client.ts';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { jobIn, lineageAs, revertAs } from '../testing/after-the-run-client.ts';
import { jobAs, type RecordFields, reportOf, setOf, submittedBy } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';

const { database, server, ids, readers, systemAdmin, userAdmin, manager, colleague, lane } = await startLibraryStory(4);

const [r1 = '', r2 = '', r3 = ''] = readers;

async function done(client: Client, users: readonly string[], ...actions: object[]): Promise<string> {
  const jobId = await submittedBy(client, { setId: await setOf(client, users, false), actions });
  await lane(jobId);
  expect(await jobAs(client, jobId)).toMatchObject({ state: 'COMPLETED' });
  return jobId;
}

/** Reverts a job; gives the id of the revert and its records by primary id. */
async function reverted(client: Client, jobId: string) {
  const revertId = jobIn(await revertAs(client, { jobId }));
  await lane(revertId);
  const { records, byAction, counts } = await reportOf(client, revertId);
  expect(byAction).toMatchObject([
    { action: 'REVERT', updated: counts.updated, unchanged: counts.unchanged, errors: counts.errors },
  ]);
  const byUser = Object.fromEntries(records.nodes.map((record) => [record.user?.primaryId ?? '', said(record)]));
  return { revertId, byUser };
}

const said = ({ outcome, results: [result], changes }: RecordFields) => ({
  outcome,
  code: result?.code,
  warnings: result?.warnings,
  fields: changes.map(({ field }) => field),
});
const fieldOf = async (primaryId: string, column: 'status' | 'user_group' | 'expiry_date' | 'purge_date') =>
  (
    await database.query<Record<string, unknown>>(
      sql`SELECT status, user_group, expiry_date, purge_date FROM users WHERE primary_id = ${primaryId}`,
    )
  )[0]?.[column];
const rolesOf = (primaryId: string) =>
  database.query<{ code: string; expiresOn: string | null }>(sql`
    SELECT r.role_type_code AS code, r.expires_on AS "expiresOn" FROM user_role r JOIN users u ON u.id = r.user_id
    WHERE u.primary_id = ${primaryId} ORDER BY 1`);

const viewer = { roleType: '58', scope: { institution: true } };
const group = (userGroup: string) => ({ setUserGroup: { userGroup } });

describe('a revert', () => {
  test('restores what the job changed and leaves alone, with a warning, what was changed since', async () => {
    const jobId = await done(
      manager,
      [r1, r2, r3],
      group('STAFF'),
      { addRole: viewer },
      { addNote: { text: 'Hello' } },
    );
    await database.execute(sql`UPDATE users SET user_group = 'FACULTY' WHERE primary_id = 'r2'`);
    await database.execute(
      sql`UPDATE user_role SET expires_on = '2040-01-01' WHERE user_id = ${rowOf(r2)} AND role_type_code = '58'`,
    );
    await database.execute(sql`DELETE FROM user_note WHERE user_id = ${rowOf(r3)}`);
    const { revertId, byUser } = await reverted(manager, jobId);
    const restored = { outcome: 'UPDATED', code: 'RESTORED', warnings: [] };
    expect(byUser).toEqual({
      r1: { ...restored, fields: ['userGroup', 'roles', 'notes'] },
      r2: { outcome: 'WARNING', code: 'RESTORED', warnings: ['CHANGED_SINCE'], fields: ['notes'] },
      r3: { ...restored, fields: ['userGroup', 'roles'] },
    });
    expect([await fieldOf('r1', 'user_group'), await fieldOf('r2', 'user_group')]).toEqual([null, 'FACULTY']);
    expect([await rolesOf('r1'), await rolesOf('r2')]).toEqual([[], [{ code: '58', expiresOn: '2040-01-01' }]]);
    expect(await lineageAs(manager, revertId)).toMatchObject({
      origin: 'REVERT',
      parent: { id: jobId },
      actions: [
        { action: 'REVERT', sentence: `Restore what the job "${(await jobAs(manager, jobId))?.name}" changed` },
      ],
    });
  });

  test('finds nothing to restore the second time', async () => {
    const jobId = await done(manager, [r1], group('STAFF'));
    await reverted(manager, jobId);
    const { byUser } = await reverted(manager, jobId);
    expect(byUser).toEqual({ r1: { outcome: 'UNCHANGED', code: 'NOTHING_TO_RESTORE', warnings: [], fields: [] } });
  });

  test('of a revert does the job once more', async () => {
    const jobId = await done(manager, [r1], group('STAFF'), { addRole: viewer });
    const { revertId } = await reverted(manager, jobId);
    await reverted(manager, revertId);
    expect([await fieldOf('r1', 'user_group'), await rolesOf('r1')]).toEqual([
      'STAFF',
      [{ code: '58', expiresOn: null }],
    ]);
    await reverted(manager, jobId);
  });

  test('does not bring back a role where it was given again since', async () => {
    await done(manager, [r1], { addRole: { ...viewer, expiresOn: '2031-01-01' } });
    const jobId = await done(manager, [r1], { removeRole: viewer });
    await done(manager, [r1], { addRole: viewer });
    const { byUser } = await reverted(manager, jobId);
    expect(byUser).toEqual({
      r1: { outcome: 'WARNING', code: 'NOTHING_TO_RESTORE', warnings: ['CHANGED_SINCE'], fields: [] },
    });
    expect(await rolesOf('r1')).toEqual([{ code: '58', expiresOn: null }]);
    await done(manager, [r1], { removeRole: viewer });
  });

  test('tells whoever got a letter that it cannot be unsent, those whom nothing else was done to as well', async () => {
    const jobId = await done(manager, [r1, r2], { setUserGroup: { userGroup: 'STAFF', condition: { ifEmpty: true } } });
    for (const user of [r1, r2])
      await database.execute(sql`
        INSERT INTO outbox (kind, state, job_id, user_id, letter_code, letter_version, settled_at) VALUES ('LETTER', 'SENT', ${rowOf(jobId)}, ${rowOf(user)}, 'X', 1, now())`);
    await database.execute(sql`
      INSERT INTO outbox (kind, state, job_id, user_id, letter_code, letter_version, settled_at, code) VALUES ('LETTER', 'FAILED', ${rowOf(jobId)}, ${rowOf(r3)}, 'X', 1, now(), 'X')`);
    const { byUser } = await reverted(manager, jobId);
    expect(byUser).toEqual({
      r1: { outcome: 'WARNING', code: 'RESTORED', warnings: ['LETTER_NOT_UNSENT'], fields: ['userGroup'] },
      r2: { outcome: 'WARNING', code: 'NOTHING_TO_RESTORE', warnings: ['LETTER_NOT_UNSENT'], fields: [] },
    });
  });

  test('of a conversion makes the account internal again, without its password', async () => {
    await database.execute(sql`UPDATE users SET password_hash = 'x' WHERE primary_id = 'r1'`);
    const jobId = await done(manager, [r1], { convertAccount: { to: 'EXTERNAL', externalId: 'SIS' } });
    const { byUser } = await reverted(manager, jobId);
    expect(byUser.r1).toMatchObject({ outcome: 'WARNING', code: 'RESTORED', warnings: ['PASSWORD_NOT_RESTORED'] });
    const [user] = await database.query(
      sql`SELECT account_type, external_id, password_hash FROM users WHERE primary_id = 'r1'`,
    );
    expect(user).toEqual({ account_type: 'INTERNAL', external_id: null, password_hash: null });
  });

  test('restores whose account it is wholly or not at all', async () => {
    const jobId = await done(manager, [r1], { convertAccount: { to: 'EXTERNAL', externalId: 'SIS' } });
    await database.execute(sql`UPDATE users SET external_id = 'OTHER' WHERE primary_id = 'r1'`);
    const { byUser } = await reverted(manager, jobId);
    expect(byUser.r1).toMatchObject({ code: 'NOTHING_TO_RESTORE', warnings: ['CHANGED_SINCE'] });
    await database.execute(sql`UPDATE users SET account_type = 'INTERNAL', external_id = NULL WHERE primary_id = 'r1'`);
  });
});

describe('nobody reverts', () => {
  test('what they could not do: a role above their own is refused at once', async () => {
    const jobId = await done(userAdmin, [r1], { addRole: { roleType: '21', scope: { library: 'LAW' } } });
    expect((await lineageAs(manager, jobId))?.viewerCanRevert).toBe(false);
    expect(await revertAs(manager, { jobId })).toMatchObject({
      __typename: 'RoleNotGrantable',
      issues: [{ path: ['jobId'] }],
    });
    const [event] = await database.query(
      sql`SELECT actor, refused FROM audit_event WHERE operation = 'revertJob' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ actor: 'manager', refused: 'ROLE_NOT_GRANTABLE' });
    expect((await lineageAs(userAdmin, jobId))?.viewerCanRevert).toBe(true);
    await reverted(userAdmin, jobId);
  });

  test.each([
    ['setExpiryDate', 'expiry_date'],
    ['setPurgeDate', 'purge_date'],
  ] as const)('the dates of somebody above them: %s', async (action, column) => {
    const jobId = await done(systemAdmin, [r1, ids['user.admin'] ?? ''], { [action]: { date: '2031-01-01' } });
    const { byUser } = await reverted(manager, jobId);
    expect(byUser).toMatchObject({
      r1: { code: 'RESTORED' },
      'user.admin': { outcome: 'ERROR', code: 'USER_ABOVE_YOUR_OWN' },
    });
    expect(await fieldOf('user.admin', column)).toBe('2031-01-01');
    await reverted(systemAdmin, jobId);
  });

  test('what others did to their own roles, status and dates', async () => {
    const jobId = await done(
      systemAdmin,
      [ids.manager ?? '', r1],
      { setExpiryDate: { date: '2031-01-01' } },
      group('STAFF'),
    );
    await database.execute(sql`UPDATE user_role SET role_type_code = '50' WHERE user_id = ${rowOf(ids.manager ?? '')}`);
    const { byUser } = await reverted(manager, jobId);
    expect(byUser).toMatchObject({
      r1: { code: 'RESTORED' },
      manager: { outcome: 'WARNING', code: 'OWN_RECORD_PROTECTED', fields: [] },
    });
    await database.execute(sql`UPDATE user_role SET role_type_code = '21' WHERE user_id = ${rowOf(ids.manager ?? '')}`);
  });

  test('what others have put on their own record, but what they did themselves', async () => {
    const own = ids.manager ?? '';
    const added = [{ addNote: { text: 'Mine' } }, { addBlock: { type: 'LOAN', code: '02' } }] as const;
    const byMe = await done(manager, [own], ...added);
    expect((await reverted(manager, byMe)).byUser).toMatchObject({
      manager: { code: 'RESTORED', fields: ['notes', 'blocks'] },
    });
    const byOthers = await done(systemAdmin, [own], ...added);
    expect((await reverted(manager, byOthers)).byUser).toMatchObject({
      manager: { outcome: 'WARNING', code: 'OWN_RECORD_PROTECTED', fields: [] },
    });
    await reverted(systemAdmin, byOthers);
  });

  test('what gave them the right to do it', async () => {
    const grant = { addRole: { roleType: '26', scope: { institution: true } } };
    const jobId = await done(systemAdmin, [ids.colleague ?? ''], grant);
    const { byUser } = await reverted(colleague, jobId);
    expect(byUser.colleague).toMatchObject({ outcome: 'WARNING', code: 'OWN_RECORD_PROTECTED', fields: [] });
    await reverted(systemAdmin, jobId);
    expect((await rolesOf('colleague')).map(({ code }) => code)).toEqual(['21']);
  });

  test('a job that changed nobody, and one that they may not see', async () => {
    const jobId = await done(manager, [r1], { removeRole: viewer });
    expect(await revertAs(manager, { jobId })).toMatchObject({
      __typename: 'NothingToRevert',
      code: 'NOTHING_TO_REVERT',
    });
    expect((await lineageAs(manager, jobId))?.viewerCanRevert).toBe(false);
    const lawManager = await server.signedInAs('law.manager');
    expect(await revertAs(lawManager, { jobId })).toMatchObject({ __typename: 'NotFound' });
  });
});
