import { encodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, test } from 'vitest';
import { sql } from '../../platform/sql.ts';
import { rowOf } from '../../testing/row-of.ts';
import { setOf } from '../testing/job-client.ts';
import { startLibraryStory } from '../testing/library-story.ts';
import { everyStep, followPreviewAs, previewAs, previewOf, previewRecordsAs } from '../testing/preview-client.ts';

const { database, ids, readers, systemAdmin, manager, colleague, lawManager, cataloger, lastAudit } =
  await startLibraryStory(5);

const setId = await setOf(manager, readers);
const actions = [{ addNote: { text: 'Hello' } }];

describe('what cannot be submitted cannot be previewed, and is in the audit', () => {
  const refusal = (refused: string) => ({ operation: 'previewUpdateNotifyJob', refused, subject: null });

  test('no such set, or a private one of somebody else', async () => {
    for (const [client, id] of [
      [manager, encodeGlobalID('UserSet', 999_999)],
      [colleague, setId],
      [lawManager, setId],
    ] as const) {
      expect(await previewAs(client, { setId: id, actions })).toMatchObject({ __typename: 'NotFound' });
      expect(await lastAudit()).toMatchObject(refusal('NOT_FOUND'));
    }
  });

  test('input at fault, every fault with its path', async () => {
    const wrong = [...actions, { addRole: { roleType: 'NO_SUCH', scope: { institution: true } } }];
    expect(await previewAs(manager, { setId, actions: wrong })).toMatchObject({
      __typename: 'InvalidInput',
      issues: [{ path: ['actions', '1', 'addRole', 'roleType'] }],
    });
    expect(await lastAudit()).toMatchObject(refusal('INVALID_INPUT'));
  });

  test('a role above one’s own', async () => {
    const above = [{ addRole: { roleType: '26', scope: { institution: true } } }];
    expect(await previewAs(manager, { setId, actions: above })).toMatchObject({
      __typename: 'RoleNotGrantable',
      issues: [{ path: ['actions', '0', 'addRole', 'roleType'] }],
    });
    expect(await lastAudit()).toMatchObject(refusal('ROLE_NOT_GRANTABLE'));
  });

  test('by somebody who manages nobody, as a query or with progress', async () => {
    expect(await previewAs(cataloger, { setId, actions })).toMatchObject({ __typename: 'Forbidden' });
    expect(await lastAudit()).toMatchObject({ actor: 'cataloger', ...refusal('FORBIDDEN') });
    await expect(everyStep(followPreviewAs(cataloger, { setId, actions }))).rejects.toThrow();
  });
});

describe('a preview is there', () => {
  test('for whoever made it, and for nobody else', async () => {
    const { id } = await previewOf(manager, { setId, actions });
    expect(await previewRecordsAs(manager, id, { first: 1 })).toMatchObject({ nodes: [{ outcome: 'UPDATED' }] });
    for (const other of [colleague, lawManager, systemAdmin, cataloger])
      expect(await previewRecordsAs(other, id, { first: 1 })).toBeNull();
  });

  test('as long as their rights are those it was made with', async () => {
    const { id } = await previewOf(manager, { setId, actions });
    const managerId = rowOf(ids.manager ?? '');
    await database.execute(sql`UPDATE user_role SET library_code = 'LAW' WHERE user_id = ${managerId}`);
    const narrowed = await previewRecordsAs(manager, id, { first: 1 });
    await database.execute(sql`UPDATE user_role SET library_code = NULL WHERE user_id = ${managerId}`);
    expect(narrowed).toBeNull();
    expect(await previewRecordsAs(manager, id, { first: 1 })).not.toBeNull();
  });
});
