import { describe, expect, test } from 'vitest';
import { loadDemoInstitution } from '../../demo/load.ts';
import { signInPeople } from '../../demo/people.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { jobDescriptions } from './job-definitions.ts';

const testDatabase = await createTestDatabase();
await loadDemoInstitution(testDatabase.database, { users: 50 });
const server = await startTestServer(testDatabase);
const manager = await server.signedInAs(signInPeople.userManager.primaryId);
const [updateNotify] = jobDescriptions;

const FACTS = `{ jobDefinitions { actions { field description reversible atLeastOneOf inputs { name requiredWhen { field value }
  choices { value allowsInstitution allowsLibrary }
  fields { name kind codeTable choices { value } choicesByParameter { parameter library choices { value label } } } } } } }`;

interface Facts {
  readonly field: string;
  readonly description: string;
  readonly reversible: boolean;
  readonly atLeastOneOf: readonly string[];
  readonly inputs: readonly Record<string, unknown>[];
}

describe('what else a form must know', () => {
  const factsOf = async (field: string) => {
    const { jobDefinitions } = await manager.data<{ jobDefinitions: { actions: Facts[] }[] }, object>(FACTS);
    const facts = jobDefinitions[0]?.actions.find((action) => action.field === field);
    if (!facts) throw new Error(`There is no action ${field}.`);
    return { ...facts, input: (name: string) => facts.inputs.find((input) => input.name === name) };
  };

  test('where a role may be held, and which desks and units there are at each library', async () => {
    const addRole = await factsOf('addRole');
    expect(addRole.input('roleType')?.choices).toEqual(
      expect.arrayContaining([
        { value: '58', allowsInstitution: true, allowsLibrary: false },
        { value: '32', allowsInstitution: false, allowsLibrary: true },
      ]),
    );
    expect(addRole.input('parameters')?.fields).toContainEqual(
      expect.objectContaining({
        name: 'value',
        choicesByParameter: expect.arrayContaining([
          {
            parameter: 'CIRCULATION_DESK',
            library: 'LAW',
            choices: expect.arrayContaining([{ value: 'LAW_CIRC', label: 'Law Circulation Desk' }]),
          },
          { parameter: 'READ_ONLY', library: null, choices: [expect.anything(), expect.anything()] },
        ]),
      }),
    );
  });

  test('which values conditions may ask for', async () => {
    const ifEquals = async (field: string) => (await factsOf(field)).input('condition')?.fields;
    expect(await ifEquals('setCampus')).toContainEqual(
      expect.objectContaining({ name: 'ifEquals', kind: 'CODE', codeTable: 'CAMPUS' }),
    );
    expect(await ifEquals('setStatus')).toContainEqual(
      expect.objectContaining({
        name: 'ifEquals',
        kind: 'CHOICE',
        choices: [{ value: 'ACTIVE' }, { value: 'INACTIVE' }],
      }),
    );
    expect(await ifEquals('setJobDescription')).toContainEqual(
      expect.objectContaining({ name: 'ifEquals', kind: 'TEXT', codeTable: null }),
    );
  });

  test('what must be given although each alone need not', async () => {
    const convert = await factsOf('convertAccount');
    expect(convert.input('externalId')).toMatchObject({ requiredWhen: { field: 'to', value: 'EXTERNAL' } });
    expect(convert).toMatchObject({ reversible: true, description: expect.stringContaining('a revert restores') });
    expect(convert.atLeastOneOf).toEqual([]);
    expect((await factsOf('disableBlock')).atLeastOneOf).toEqual(['type', 'code', 'noteContains', 'all']);
    const needing = (updateNotify?.actions ?? []).filter(({ atLeastOneOf }) => atLeastOneOf.length > 0);
    expect(needing.map(({ field }) => field).sort()).toEqual(
      ['disableBlock', 'removeBlock', 'removeIdentifiers', 'removeNotes', 'removeStatistic'].sort(),
    );
  });
});
