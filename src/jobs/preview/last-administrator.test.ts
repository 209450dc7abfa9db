import { expect, test } from 'vitest';
import { authorityOf } from '../../access/authority.ts';
import { insertReferenceData } from '../../demo/insert-reference-data.ts';
import { loadReference } from '../../institution/reference.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { insertPeople } from '../../testing/insert-people.ts';
import { decideUsers, everyAdministrator } from '../decide/decide-users.ts';
import { resolveSteps } from '../submit/job-steps.ts';

const { database, log } = await createTestDatabase();
await database.transaction(insertReferenceData);
const TODAY = '2026-11-22';

test('the last administrator is the last in a preview as well, whichever chunks the others are in', async () => {
  const { first, second } = await insertPeople(database, [
    { primaryId: 'first', roles: ['26'] },
    { primaryId: 'second', roles: ['26'] },
  ]);
  // Somebody who has the right and is none of the two, as if their role had ended in between.
  const role = { code: '26', key: 'GENERAL_SYSTEM_ADMINISTRATOR', name: 'GSA', libraryCode: null, expiresOn: null };
  const authority = authorityOf(0, 'somebody', [role]);
  const reference = await loadReference(database);
  const { steps } = resolveSteps([{ setStatus: { status: 'INACTIVE' } }], { authority, reference });
  const context = { authority, reference, today: TODAY, at: new Date() };
  const administrators = await everyAdministrator(database, steps, TODAY);
  const outcomes = [];
  for (const userId of [first, second]) {
    const [decision] = await decideUsers(database, [userId], steps, context, { lock: false, log, administrators });
    outcomes.push([decision?.outcome, decision?.results[0]?.code]);
  }
  expect(outcomes).toEqual([
    ['UPDATED', 'FIELD_SET'],
    ['ERROR', 'LAST_SYSTEM_ADMINISTRATOR'],
  ]);
});
