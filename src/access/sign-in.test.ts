import { describe, expect, it } from 'vitest';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { insertPeople } from '../testing/insert-people.ts';
import { hashPassword } from './password.ts';

const test = await createTestDatabase();
const passwordHash = await hashPassword('correct horse');
const ids = await insertPeople(test.database, [
  { primaryId: 'User.Manager', roles: ['21', '200@MAIN'], passwordHash },
  { primaryId: 'inactive', status: 'INACTIVE', passwordHash },
  { primaryId: 'expired', expiryDate: '2020-01-01', passwordHash },
  { primaryId: 'external', accountType: 'EXTERNAL' },
  { primaryId: 'without-password' },
  { primaryId: 'beginner', passwordHash, forcePasswordChange: true },
  { primaryId: 'demoted', roles: ['21'] },
  { primaryId: 'patron', roles: ['200'] },
  { primaryId: 'René', passwordHash },
]);
const server = await startTestServer(test);

const SIGN_IN = `
  mutation SignIn($input: SignInInput!) {
    signIn(input: $input) {
      __typename
      ... on SignInSuccess { token expiresAt viewer { primaryId rank } }
      ... on Problem { code message }
      ... on InvalidInput { issues { path } }
    }
  }`;

interface SignInResult {
  readonly __typename: string;
  readonly token: string;
  readonly expiresAt: string;
}

async function signIn(primaryId: string, password: string, newPassword?: string) {
  const input = { primaryId, password, newPassword };
  return (await server.anonymous.data<{ signIn: SignInResult }, object>(SIGN_IN, { input })).signIn;
}

async function query(token: string, document: string) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document }),
  });
  return response.json();
}

const lastAudit = (actor: string) =>
  test.database.prisma.auditEvent.findFirst({ where: { actor }, orderBy: { id: 'desc' } });

describe('signing in', () => {
  it('takes letters with accents as any system spells them, and audits under the one spelling', async () => {
    const decomposed = 'rené'.normalize('NFD');
    expect(await signIn(decomposed, 'correct horse')).toMatchObject({ viewer: { primaryId: 'René' } });
    expect(await signIn(decomposed, 'wrong')).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(await lastAudit('rené')).toMatchObject({ refused: 'WRONG_PASSWORD' });
  });

  it('gives a token that says who somebody is, however they write their primary id', async () => {
    const result = await signIn('USER.manager', 'correct horse');
    expect(result).toMatchObject({
      __typename: 'SignInSuccess',
      viewer: { primaryId: 'User.Manager', rank: 'USER_MANAGER' },
    });
    expect(Date.parse(result.expiresAt)).toBeGreaterThan(Date.now());
    expect(
      await query(result.token, '{ viewer { primaryId name roles { key libraryCode } viewerCanManageUsers } }'),
    ).toEqual({
      data: {
        viewer: {
          primaryId: 'User.Manager',
          name: 'User.Manager',
          roles: [
            { key: 'PATRON', libraryCode: 'MAIN' },
            { key: 'USER_MANAGER', libraryCode: null },
          ],
          viewerCanManageUsers: true,
        },
      },
    });
    expect(await lastAudit('User.Manager')).toMatchObject({ operation: 'signIn', refused: null });
  });

  it.each([
    ['a wrong password', 'User.Manager', 'wrong', 'WRONG_PASSWORD'],
    ['nobody known', 'stranger', 'correct horse', 'UNKNOWN_USER'],
    ['an inactive account', 'inactive', 'correct horse', 'ACCOUNT_NOT_ACTIVE'],
    ['an expired account', 'expired', 'correct horse', 'ACCOUNT_NOT_ACTIVE'],
    ['an external account', 'external', 'correct horse', 'WRONG_PASSWORD'],
    ['an account without a password', 'without-password', '', 'WRONG_PASSWORD'],
  ])(
    'answers %s with one and the same refusal, and tells the audit which',
    async (_what, primaryId, password, refused) => {
      expect(await signIn(primaryId, password)).toEqual({
        __typename: 'InvalidCredentials',
        code: 'INVALID_CREDENTIALS',
        message: 'The primary id or the password is wrong, or the account cannot be used.',
      });
      const event = await lastAudit(primaryId);
      expect(event).toMatchObject({ operation: 'signIn', refused, authority: 'ANONYMOUS' });
      expect(JSON.stringify(event, (_key, value) => (typeof value === 'bigint' ? Number(value) : value))).not.toContain(
        'horse',
      );
    },
  );

  it('asks for a new password where that is required, and takes it', async () => {
    expect(await signIn('beginner', 'correct horse')).toMatchObject({ code: 'PASSWORD_CHANGE_REQUIRED' });
    for (const weak of ['short', 'correct horse'])
      expect(await signIn('beginner', 'correct horse', weak)).toMatchObject({ issues: [{ path: ['newPassword'] }] });
    expect(await signIn('beginner', 'wrong', 'battery staple')).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(await signIn('beginner', 'correct horse', 'battery staple')).toMatchObject({ __typename: 'SignInSuccess' });
    expect(await signIn('beginner', 'correct horse')).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    expect(await signIn('beginner', 'battery staple')).toMatchObject({ __typename: 'SignInSuccess' });
  });

  it('refuses passwords out of all measure', async () => {
    expect(await signIn('User.Manager', 'x'.repeat(5_000))).toMatchObject({ issues: [{ path: ['password'] }] });
  });
});

describe('the anonymous', () => {
  it('learn that they are nobody', async () => {
    expect(await server.anonymous.query('{ viewer { primaryId } }')).toEqual({ data: { viewer: null } });
  });

  it.each([
    ['users', '{ users { nodes { id } } }'],
    ['a node', `{ node(id: "${btoa('User:1')}") { id } }`],
    ['sets', '{ userSets { nodes { id } } }'],
    ['jobs', '{ jobs(tab: HISTORY) { nodes { id } } }'],
    ['a mutation', 'mutation { deleteUserSet(input: { id: "VXNlclNldDox" }) { __typename } }'],
  ])('get nothing: %s', async (_what, document) => {
    const { data, errors } = await server.anonymous.query<Record<string, unknown>, unknown>(document);
    expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
    expect(errors).toMatchObject([{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('get no subscription', async () => {
    const { value } = await server.anonymous
      .subscribeOverEvents(`subscription { jobProgress(jobId: "${btoa('Job:1')}") { revision } }`)
      .next();
    expect(value).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });
});

describe('authority', () => {
  it('is what the database says now, whatever was true when the token was given', async () => {
    const client = await server.signedInAs('demoted');
    const roles = '{ viewer { rank } userSets { nodes { id } } }';
    expect((await client.query(roles)).errors).toBeUndefined();
    await test.database.prisma.userRole.updateMany({ where: { userId: ids.demoted }, data: { status: 'INACTIVE' } });
    expect(await client.query('{ viewer { rank } }')).toEqual({ data: { viewer: { rank: 'NONE' } } });
    expect(await client.query(roles)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    await test.database.prisma.user.update({ where: { id: ids.demoted }, data: { status: 'INACTIVE' } });
    expect(await client.query('{ viewer { rank } }')).toEqual({ data: { viewer: null } });
  });

  it('that is lacking is a problem of a mutation', async () => {
    const client = await server.signedInAs('patron');
    const mutation = 'mutation { deleteUserSet(input: { id: "VXNlclNldDox" }) { __typename ... on Problem { code } } }';
    expect(await client.query(mutation)).toEqual({
      data: { deleteUserSet: { __typename: 'Forbidden', code: 'FORBIDDEN' } },
    });
  });
});

describe('node', () => {
  const node = async (primaryId: string, id: string | number) => {
    const client = await server.signedInAs(primaryId);
    return client.query(`{ node(id: "${btoa(`User:${id}`)}") { __typename id } }`);
  };

  it('is who somebody may see', async () => {
    expect(await node('User.Manager', ids.patron)).toMatchObject({ data: { node: { __typename: 'User' } } });
  });

  it.each([
    ['somebody whom one may not see', 'patron', ids['User.Manager']],
    ['oneself, without a right to see users', 'patron', ids.patron],
    ['somebody who does not exist', 'User.Manager', 999_999],
    ['an id that never was', 'User.Manager', '9'.repeat(30)],
    ['something else', 'User.Manager', "1' OR 1=1"],
  ])('is null for %s', async (_whom, viewer, id) => {
    expect(await node(viewer, id)).toEqual({ data: { node: null } });
  });
});
