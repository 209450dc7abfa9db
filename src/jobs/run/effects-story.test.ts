import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startScimServer } from '../../identity-provider/testing/scim-server.ts';
import { letterStory } from '../../letters/testing/letter-client.ts';
import { letterWorld } from '../../letters/testing/letter-story.ts';
import { raw, sql } from '../../platform/sql.ts';
import { reportOf, setOf, submitJobAs, submittedBy } from '../testing/job-client.ts';

const provider = await startScimServer('token');
afterAll(() => provider[Symbol.asyncDispose]());
const settings = { SCIM_URL: provider.url, SCIM_TOKEN: 'token' };
const { database, mail, manager, admin, library, work } = await letterWorld({ readers: 20, settings });
await work();
const setOfReaders = (...names: readonly string[]) =>
  setOf(
    manager,
    names.map((name) => library.ids[name] ?? ''),
  );

/** Whether a text stands anywhere in the database, the queue's tables included. */
async function isInDatabase(text: string): Promise<boolean> {
  const tables = await database.query<{ name: string }>(sql`
    SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
    WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE'`);
  for (const { name } of tables) {
    const [row] = await database.query<{ found: boolean }>(sql`
      SELECT EXISTS (SELECT FROM ${raw(name)} AS t WHERE position(${text} IN t::text) > 0) AS found`);
    if (row?.found) return true;
  }
  return false;
}

async function signInAs(primaryId: string, password: string, newPassword?: string): Promise<string> {
  const document = `mutation ($input: SignInInput!) { answer: signIn(input: $input) { __typename } }`;
  const input = { primaryId, password, newPassword };
  return (await manager.data<{ answer: { __typename: string } }, object>(document, { input })).answer.__typename;
}

interface Account {
  readonly primaryId: string;
  readonly accountType: string;
  readonly externalId: string | null;
  readonly hasPassword: boolean;
  readonly mustChange: boolean;
}

async function accountsOf(...names: readonly string[]): Promise<Account[]> {
  return database.query<Account>(sql`
    SELECT primary_id AS "primaryId", account_type AS "accountType", external_id AS "externalId", password_hash IS NOT NULL AS "hasPassword",
           force_password_change AS "mustChange" FROM users WHERE primary_id = ANY (${[...names]}::text[]) ORDER BY id`);
}

describe('accounts that become internal', () => {
  const names = ['r1', 'r2', 'r3', 'r4', 'r5'];
  let jobId = '';
  let passwords = new Map<string, string>();

  beforeAll(async () => {
    await database.execute(sql`
      UPDATE users SET account_type = 'EXTERNAL', external_id = 'SIS', force_password_change = FALSE, password_hash = NULL
      WHERE primary_id IN ('r1', 'r2', 'r3', 'r4')`);
    await database.execute(sql`DELETE FROM user_email WHERE user_id = (SELECT id FROM users WHERE primary_id = 'r2')`);
    // The database refuses this one: a chunk that is halved must give nobody a password in vain.
    await database.execute(
      sql`ALTER TABLE users ADD CONSTRAINT r3_stays CHECK (primary_id <> 'r3' OR account_type = 'EXTERNAL')`,
    );
    const actions = [{ convertAccount: { to: 'INTERNAL' } }];
    jobId = await submittedBy(admin, {
      setId: await setOf(
        admin,
        names.map((name) => library.ids[name] ?? ''),
      ),
      actions,
    });
    await letterStory(admin, jobId);
    passwords = new Map(
      mail.received.map(({ recipients, mail: { text = '' } }) => [
        recipients[0] ?? '',
        /password:\s+(\S+)/.exec(text)?.[1] ?? '',
      ]),
    );
  });
  afterAll(() => database.execute(sql`ALTER TABLE users DROP CONSTRAINT r3_stays`));

  test('get a password by letter, and by nothing else', async () => {
    expect([...passwords.keys()].sort()).toEqual(['r1@example.org', 'r4@example.org']);
    const [one = '', other = ''] = passwords.values();
    expect(one).toMatch(/^[A-HJ-NP-Za-km-np-z2-9]{10}$/);
    expect(other).toMatch(/^[A-HJ-NP-Za-km-np-z2-9]{10}$/);
    expect(other).not.toBe(one);
    expect(await isInDatabase('r1@example.org')).toBe(true);
    expect(await isInDatabase(one)).toBe(false);
    const { csvUrl, ...report } = await reportOf(admin, jobId);
    expect(JSON.stringify(report)).not.toContain(one);
    expect(await database.query(sql`SELECT id FROM outbox WHERE secret IS NOT NULL`)).toEqual([]);
  });

  test('end as the report says', async () => {
    const { records } = await reportOf(admin, jobId);
    const told = Object.fromEntries(
      records.nodes.map(({ user, results }) => [user?.primaryId, [results[0]?.code, ...(results[0]?.warnings ?? [])]]),
    );
    expect(told).toEqual({
      r1: ['ACCOUNT_CONVERTED'],
      r2: ['ACCOUNT_CONVERTED', 'NO_EMAIL_ADDRESS', 'NO_PASSWORD_GIVEN'],
      r3: ['VALUE_REFUSED'],
      r4: ['ACCOUNT_CONVERTED'],
      r5: ['FIELD_ALREADY_SET'],
    });
    const internal = { accountType: 'INTERNAL', externalId: null };
    expect(await accountsOf('r1', 'r2', 'r3', 'r4')).toEqual([
      { primaryId: 'r1', ...internal, hasPassword: true, mustChange: true },
      { primaryId: 'r2', ...internal, hasPassword: false, mustChange: false },
      { primaryId: 'r3', accountType: 'EXTERNAL', externalId: 'SIS', hasPassword: false, mustChange: false },
      { primaryId: 'r4', ...internal, hasPassword: true, mustChange: true },
    ]);
  });

  test('sign in with it once, and choose another', async () => {
    const password = passwords.get('r1@example.org') ?? '';
    expect(await signInAs('r1', 'something else')).not.toBe('SignInSuccess');
    expect(await signInAs('r1', password)).toBe('PasswordChangeRequired');
    expect(await signInAs('r1', password, 'a password of my own')).toBe('SignInSuccess');
    expect(await signInAs('r1', 'a password of my own')).toBe('SignInSuccess');
  });

  test('and external again lose it', async () => {
    const actions = [{ convertAccount: { to: 'EXTERNAL', externalId: 'SIS' } }];
    const again = await submittedBy(admin, { setId: await setOf(admin, [library.ids.r4 ?? '']), actions });
    await letterStory(admin, again);
    const external = { accountType: 'EXTERNAL', externalId: 'SIS', hasPassword: false, mustChange: false };
    expect(await accountsOf('r4')).toEqual([{ primaryId: 'r4', ...external }]);
    expect((await reportOf(admin, again)).records.nodes).toMatchObject([
      { outcome: 'WARNING', results: [{ code: 'ACCOUNT_CONVERTED', warnings: ['PASSWORD_REMOVED'] }] },
    ]);
  });
});

describe('an export to the identity provider', () => {
  test('goes out after what else the job does, and the job ends with it', async () => {
    const actions = [{ setStatus: { status: 'INACTIVE' } }, { exportToIdentityProvider: {} }];
    const jobId = await submittedBy(manager, { setId: await setOfReaders('r10', 'r11', 'r12'), actions });
    const { job } = await letterStory(manager, jobId);
    expect(job).toMatchObject({ state: 'COMPLETED', conclusion: 'SUCCESS' });
    const users = [...provider.users.values()].map(({ userName, active }) => [userName, active]);
    expect(users.sort()).toEqual([
      ['r10', false],
      ['r11', false],
      ['r12', false],
    ]);
    expect(await exportsOf(jobId)).toEqual({ exportsQueued: 3, exportsSent: 3, exportsFailed: 0, exportsCancelled: 0 });
  });

  test('that fails is counted, and a warning of the job', async () => {
    provider.interfere = ({ method, body }, response) => {
      if (method !== 'POST' || body?.userName !== 'r14') return false;
      response.writeHead(400).end('{"detail": "No."}');
      return true;
    };
    const actions = [{ exportToIdentityProvider: {} }];
    const jobId = await submittedBy(manager, { setId: await setOfReaders('r13', 'r14'), actions });
    const { job } = await letterStory(manager, jobId);
    expect(job).toMatchObject({ state: 'COMPLETED', conclusion: 'WITH_WARNINGS' });
    expect(await exportsOf(jobId)).toEqual({ exportsQueued: 2, exportsSent: 1, exportsFailed: 1, exportsCancelled: 0 });
    const document = `query ($id: ID!, $state: [ExportState!]) { job(id: $id) { report { exports(first: 10, state: $state) {
      totalCount nodes { user { primaryId } state code reply attempts } } } } }`;
    type Exports = { readonly totalCount: number; readonly nodes: readonly object[] };
    const listed = async (state?: readonly string[]) =>
      (await manager.data<{ job: { report: { exports: Exports } } }, object>(document, { id: jobId, state })).job.report
        .exports;
    expect(await listed(['FAILED'])).toEqual({
      totalCount: 1,
      nodes: [
        {
          user: { primaryId: 'r14' },
          state: 'FAILED',
          code: 'IDENTITY_PROVIDER_REFUSED',
          reply: '400 Bad Request No.',
          attempts: 1,
        },
      ],
    });
    expect(await listed()).toMatchObject({
      totalCount: 2,
      nodes: [{ state: 'SENT', code: null }, { state: 'FAILED' }],
    });
  });

  async function exportsOf(id: string): Promise<object> {
    const document = `query ($id: ID!) { job(id: $id) { counts { exportsQueued exportsSent exportsFailed exportsCancelled } } }`;
    return (await manager.data<{ job: { counts: object } }, object>(document, { id })).job.counts;
  }
});

test('a letter that is unknown, and actions that contradict each other, are refused with their paths', async () => {
  const actions = [
    { notify: { letter: 'NONE' } },
    { setStatus: { status: 'ACTIVE' } },
    { setStatus: { status: 'INACTIVE' } },
  ];
  const answer = await submitJobAs(manager, { setId: await setOfReaders('r1'), actions });
  expect(answer.__typename).toBe('InvalidInput');
  expect(answer.issues?.map(({ path }) => path.join('.'))).toEqual([
    'actions.0.notify.letter',
    'actions.1.setStatus',
    'actions.2.setStatus',
  ]);
});
