import { afterAll, expect, test } from 'vitest';
import { startScimServer } from '../../identity-provider/testing/scim-server.ts';
import { letterStory } from '../../letters/testing/letter-client.ts';
import { letterWorld } from '../../letters/testing/letter-story.ts';
import { reportOf, setOf, submittedBy } from '../testing/job-client.ts';
import { on, payloadOf } from './testing/payload.ts';

const provider = await startScimServer('token');
afterAll(() => provider[Symbol.asyncDispose]());
const settings = { SCIM_URL: provider.url, SCIM_TOKEN: 'token', TIME_ZONE: 'Europe/Berlin' };
const { manager, library, mail, work } = await letterWorld({ readers: 30, settings });
await work();

const QUERY = `query ($payload: JSON!, $externalId: String) { answer: updateNotifyActionsFromAlma(payload: $payload, externalId: $externalId) {
  __typename ... on UpdateNotifyActionsFromAlmaSuccess { jobName almaSetId actions { action input sentence } notMapped { code parameter value reason } }
  ... on InvalidInput { issues { path message } } } }`;

interface Answer {
  readonly __typename: string;
  readonly jobName: string | null;
  readonly almaSetId: string | null;
  readonly actions: readonly { readonly action: string; readonly input: object; readonly sentence: string }[];
  readonly notMapped: readonly { readonly code: string; readonly parameter: string }[];
  readonly issues?: readonly { readonly path: readonly string[] }[];
}

const fromAlma = async (payload: unknown, more: object = {}) =>
  (await manager.data<{ answer: Answer }, object>(QUERY, { payload, ...more })).answer;

const everything = {
  set_id: '6812710980000561',
  job_name: 'Update/Notify Users - via API - Catalogers',
  ...on('AddRole', { Value: '200', Scope: 'LAW' }),
  ...on('RemoveRole', { Value: '58' }),
  ...on('AddBlock', { Value: '02-GLOBAL' }),
  ...on('DisableBlock', { Value: '01-LOAN' }),
  ...on('AddNote', { Value: 'Moved over' }),
  ...on('AddStatistics', { Value: 'AL' }),
  ...on('RemoveStatistics', { Value: 'EN' }),
  ...on('RSL', { Value: 'LAW' }),
  ...on('RemoveRSL', { Value: 'MAIN' }),
  ...on('Status', { Value: 'ACTIVE', Condition: 'ALWAYS' }),
  ...on('Expiry_Date', { Value: String(Date.UTC(2040, 5, 29, 22)) }),
  ...on('Purge_Date', { Value: String(Date.UTC(2050, 0, 1)), Condition: 'IF_EMPTY' }),
  ...on('UserGroup', { Value: 'STAFF' }),
  ...on('Campus', { Value: 'NORTH' }),
  ...on('JobDescription', { Value: 'Reader' }),
  ...on('Title', { Value: 'DR' }),
  ...on('CatalogerLevel', { Value: '20' }),
  ...on('SetAccountTo', { Value: 'EXTERNAL' }),
  ...on('ExportToCloudIdP', { Value: 'true' }),
  ...on('DisableSMS', { Value: 'true' }),
  ...on('Opt_In_Patron_Letters', { Value: 'COURTESY' }),
  ...on('Opt_Out_Patron_Letters', { Value: 'OVERDUE' }),
  ...on('SEND_Notification_To_User', { Value: 'USER_NOTIFICATION' }),
  UPDATE_User_Information_FieldType_Value: 'INTERNAL',
};

test('a payload with everything in it becomes a job that runs, with every letter sent', async () => {
  const answer = await fromAlma(payloadOf(everything), { externalId: 'SIS' });
  expect(answer).toMatchObject({ jobName: everything.job_name, almaSetId: everything.set_id, notMapped: [] });
  expect(answer.actions.map(({ action }) => action)).toHaveLength(23);

  const readers = ['r1', 'r2', 'r3'];
  const setId = await setOf(
    manager,
    readers.map((name) => library.ids[name] ?? ''),
  );
  const actions = answer.actions.map(({ input }) => input);
  const jobId = await submittedBy(manager, { setId, name: answer.jobName, actions });
  const { job } = await letterStory(manager, jobId);
  expect(job).toMatchObject({ state: 'COMPLETED', counts: { lettersSent: 3 } });
  const { byAction, records } = await reportOf(manager, jobId);
  expect(byAction.map(({ action, sentence }) => [action, sentence])).toEqual(
    answer.actions.map(({ action, sentence }) => [action, sentence]),
  );
  const changes = new Map(records.nodes[0]?.changes.map(({ field, after }) => [field, after]));
  expect(changes.get('expiryDate')).toBe('2040-06-30');
  expect(changes.get('purgeDate')).toBe('2050-01-01');
  expect(changes.get('notes')).toMatchObject({ text: 'Moved over', segment: 'INTERNAL' });
  expect(mail.received.map(({ recipients }) => recipients[0]).sort()).toEqual(
    readers.map((name) => `${name}@example.org`),
  );
  expect(provider.users.size).toBe(3);
});

test('what cannot be mapped is listed, and the rest can be submitted', async () => {
  const answer = await fromAlma(payloadOf({ ...everything, ...on('UserGroup', { Value: '11' }) }));
  expect(answer.notMapped).toMatchObject([
    { code: 'NEEDS_MORE', parameter: 'UPDATE_User_Information_SetAccountTo_Value' },
    { code: 'NOT_POSSIBLE', parameter: 'UPDATE_User_Information_UserGroup_Value' },
  ]);
  expect(answer.actions).toHaveLength(21);
});

test('what is no payload is refused with its path', async () => {
  const answer = await fromAlma({ parameter: [{ value: 'x' }] });
  expect(answer.__typename).toBe('InvalidInput');
  expect(answer.issues?.[0]?.path.slice(0, 3)).toEqual(['payload', 'parameter', '0']);
});
