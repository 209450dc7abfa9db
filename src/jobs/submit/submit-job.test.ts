import { encodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, test } from 'vitest';
import type { Client } from '../../client/open-client.ts';
import { rowOf } from '../../testing/row-of.ts';
import { setOf, submitJobAs } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';

const { server, readers, systemAdmin, userAdmin, manager, colleague, lawManager, cataloger, count, lastAudit } =
  await startLibraryStory(5);

const setId = await setOf(manager, readers, false);
const note = { addNote: { text: 'Hello' } };
const role = (roleType: string, scope: object = { institution: true }) => ({ addRole: { roleType, scope } });

describe('a job that may be done', () => {
  test('waits in the queue under its name, with a message that calls for hands, and is in the audit', async () => {
    const { job } = await submitJobAs(manager, { setId, actions: [note], name: 'My job' });
    const id = rowOf(job?.id ?? '');
    expect(job).toMatchObject({
      name: 'My job',
      state: 'QUEUED',
      conclusion: null,
      percent: 0,
      counts: { total: null, processed: 0, skipped: 0 },
      viewerCanCancel: true,
      submittedBy: { primaryId: 'manager' },
      setName: 'Chosen',
    });
    expect(await count(`pgboss.job WHERE name = 'job-lane' AND (data->>'jobId')::int = ${id}`)).toBe(1);
    expect(await lastAudit()).toEqual({
      actor: 'manager',
      authority: 'USER_MANAGER at institution',
      operation: 'submitUpdateNotifyJob',
      refused: null,
      subject: `Job:${id}`,
      details: { set: rowOf(setId), actions: ['Add the note "Hello"'] },
    });
  });

  test('is named for its set and the time when nobody names it', async () => {
    const { job } = await submitJobAs(manager, { setId, actions: [note] });
    expect(job?.name).toMatch(/^Update\/Notify Users - Chosen - \d{4}-\d\d-\d\dT\d\d:\d\dZ$/);
  });

  test('waits for its time when it has one', async () => {
    const { job } = await submitJobAs(manager, { setId, actions: [note], runAt: '2099-01-01T06:00:00Z' });
    expect(job).toMatchObject({ state: 'SCHEDULED', scheduledFor: '2099-01-01T06:00:00.000Z' });
  });
});

describe('what is wrong with an input is said with its path', () => {
  const add = (input: object) => [{ addRole: { roleType: '58', scope: { institution: true }, ...input } }];
  test.each<[string, object[], string]>([
    ['a role type that does not exist', add({ roleType: '9' }), 'addRole.roleType'],
    ['a role at institution: false', add({ scope: { institution: false } }), 'addRole.scope.institution'],
    ['a library that does not exist', add({ scope: { library: 'MOON' } }), 'addRole.scope.library'],
    ['a scope the role is not for', add({ scope: { library: 'LAW' } }), 'addRole.scope'],
    ['a missing parameter', add({ roleType: '32', scope: { library: 'LAW' } }), 'addRole.parameters'],
    [
      'a parameter of nowhere',
      add({ roleType: '32', scope: { library: 'LAW' }, parameters: [{ name: 'CIRCULATION_DESK', value: 'MOON' }] }),
      'addRole.parameters.0',
    ],
    [
      'a role to remove that does not exist',
      [{ removeRole: { roleType: '9', scope: { institution: true } } }],
      'removeRole.roleType',
    ],
    ['a user group that does not exist', [{ setUserGroup: { userGroup: 'MARTIANS' } }], 'setUserGroup.userGroup'],
    [
      'a blank condition',
      [{ setUserGroup: { userGroup: 'STAFF', condition: { ifEquals: ' ' } } }],
      'setUserGroup.condition.ifEquals',
    ],
    ['a note without text', [{ addNote: { text: ' ' } }], 'addNote.text'],
    ['a note of a type that does not exist', [{ addNote: { text: 'a', type: 'SONG' } }], 'addNote.type'],
  ])('%s', async (_what, actions, path) => {
    const answer = await submitJobAs(manager, { setId, actions: [note, ...actions] });
    expect(answer).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['actions', '1', ...path.split('.')] }],
    });
  });

  test.each<[string, object, string]>([
    ['no actions', { actions: [] }, 'actions'],
    ['too many actions', { actions: Array(51).fill(note) }, 'actions'],
    ['a blank name', { name: ' ' }, 'name'],
    ['a name too long', { name: 'x'.repeat(256) }, 'name'],
    ['a name of two lines', { name: 'One\ntwo' }, 'name'],
    ['a blank key', { idempotencyKey: '' }, 'idempotencyKey'],
  ])('%s', async (_what, input, path) => {
    const answer = await submitJobAs(manager, { setId, actions: [note], ...input });
    expect(answer).toMatchObject({ __typename: 'InvalidInput', issues: [{ path: [path] }] });
  });

  test('all of it at once', async () => {
    const actions = [
      { addNote: { text: '' } },
      note,
      { setUserGroup: { userGroup: 'MARTIANS' } },
      ...add({ roleType: '9' }),
    ];
    const { issues } = await submitJobAs(manager, { setId, actions, name: '' });
    const paths = issues?.map(({ path }) => path.join('.'));
    expect(paths).toEqual([
      'actions.0.addNote.text',
      'actions.2.setUserGroup.userGroup',
      'actions.3.addRole.roleType',
      'name',
    ]);
    expect(await lastAudit()).toMatchObject({ operation: 'submitUpdateNotifyJob', refused: 'INVALID_INPUT' });
  });

  test.each<[string, object]>([
    ['two actions in one', { ...note, setStatus: { status: 'ACTIVE' } }],
    ['none in one', {}],
    ['a condition of two', { setUserGroup: { userGroup: 'STAFF', condition: { ifEmpty: true, ifEquals: 'STAFF' } } }],
    ['a status that does not exist', { setStatus: { status: 'ASLEEP' } }],
    ['a date that does not exist', { setPurgeDate: { date: '2027-02-29' } }],
    ['an action that does not exist', { deleteUser: {} }],
    ['text with U+0000', { addNote: { text: 'a\0b' } }],
  ])('and what is no input at all is refused as such: %s', async (_what, action) => {
    const { errors } = await manager.query<unknown, object>(
      'mutation ($input: SubmitUpdateNotifyJobInput!) { submitUpdateNotifyJob(input: $input) { __typename } }',
      { input: { setId, actions: [action] } },
    );
    expect(new Set(errors?.map(({ extensions }) => extensions?.code))).toEqual(new Set(['BAD_USER_INPUT']));
  });
});

describe('a role that is not for them to give', () => {
  test.each<[string, Client, object[], string[]]>([
    ['a manager: a manager', manager, [role('21')], ['0']],
    ['a manager: administrators', manager, [role('58'), role('26'), role('50'), role('52')], ['1', '2', '3']],
    ['a manager: taking one away', manager, [{ removeRole: { roleType: '50', scope: { institution: true } } }], ['0']],
    ['a user administrator: an administrator', userAdmin, [role('21'), role('26')], ['1']],
    [
      'a library manager: elsewhere',
      lawManager,
      [role('200', { library: 'LAW' }), role('200', { library: 'MUSIC' })],
      ['1'],
    ],
    ['a library manager: everywhere', lawManager, [role('200')], ['0']],
    ['a library manager: a manager of the library', lawManager, [role('21', { library: 'LAW' })], ['0']],
  ])('%s', async (_who, client, actions, refused) => {
    const before = await count('job');
    const answer = await submitJobAs(client, { setId, actions });
    expect(answer).toMatchObject({ __typename: 'RoleNotGrantable', code: 'ROLE_NOT_GRANTABLE' });
    expect(answer.issues?.map(({ path }) => [path[1], path.at(-1)])).toEqual(refused.map((at) => [at, 'roleType']));
    expect(await count('job')).toBe(before);
    expect(await lastAudit()).toMatchObject({ operation: 'submitUpdateNotifyJob', refused: 'ROLE_NOT_GRANTABLE' });
  });

  test.each<[string, Client, object[]]>([
    ['a user administrator: a manager', userAdmin, [role('21')]],
    ['a system administrator: all of them', systemAdmin, [role('21'), role('26'), role('50'), role('58')]],
    ['a library manager: an operational one there', lawManager, [role('200', { library: 'LAW' })]],
  ])('is one thing, and another what is — %s', async (_who, client, actions) => {
    expect(await submitJobAs(client, { setId, actions })).toMatchObject({ __typename: 'SubmitUpdateNotifyJobSuccess' });
  });
});

describe('who may not', () => {
  test('sees a set neither when it is private nor when it is none', async () => {
    const own = await setOf(colleague, readers);
    const strange = [own, encodeGlobalID('UserSet', 999_999), encodeGlobalID('UserSet', 'nonsense')];
    const answers = await Promise.all(strange.map((id) => submitJobAs(manager, { setId: id, actions: [note] })));
    expect(answers).toEqual(
      strange.map(() => ({ __typename: 'NotFound', code: 'NOT_FOUND', message: 'Set not found.' })),
    );
  });

  test('submits nothing', async () => {
    expect(await submitJobAs(cataloger, { setId, actions: [note] })).toMatchObject({ __typename: 'Forbidden' });
    await expect(submitJobAs(server.anonymous, { setId, actions: [note] })).rejects.toThrow('Sign in');
  });
});
