import { expect, test } from 'vitest';
import { demoLibraries } from '../demo/institution.ts';
import { loadDemoInstitution } from '../demo/load.ts';
import { startTestServer } from '../testing/client.ts';
import { createTestDatabase } from '../testing/database.ts';
import { codeTableNames } from './code-tables.ts';

const testDatabase = await createTestDatabase();
await loadDemoInstitution(testDatabase.database, { users: 50 });
const server = await startTestServer(testDatabase);
const patron = await server.signedInAs('patron');

interface RoleType {
  readonly code: string;
  readonly key: string;
  readonly rank: string;
  readonly allowsInstitution: boolean;
  readonly allowsLibrary: boolean;
  readonly parameter: string | null;
  readonly parameterRequired: boolean;
  readonly parameterMultiple: boolean;
}

test('role types tell who may grant them, where they may be held and what they need', async () => {
  const { roleTypes } = await patron.data<{ roleTypes: RoleType[] }, object>(
    '{ roleTypes { code key rank allowsInstitution allowsLibrary parameter parameterRequired parameterMultiple } }',
  );
  const byCode = new Map(roleTypes.map((type) => [type.code, type]));
  expect(byCode.size).toBe(30);
  expect(byCode.get('58')).toEqual({
    code: '58',
    key: 'LICENSE_VIEWER',
    rank: 'OPERATIONAL',
    allowsInstitution: true,
    allowsLibrary: false,
    parameter: null,
    parameterRequired: false,
    parameterMultiple: false,
  });
  expect(byCode.get('37')).toMatchObject({
    parameter: 'SERVICE_UNIT',
    parameterRequired: true,
    parameterMultiple: true,
  });
  const ranked = (rank: string) =>
    roleTypes
      .filter((type) => type.rank === rank)
      .map(({ code }) => code)
      .toSorted();
  expect(ranked('USER_MANAGER')).toEqual(['21']);
  expect(ranked('ADMINISTRATOR')).toEqual(['26', '50', '52', '56']);
});

test('libraries come with their desks and units', async () => {
  const { libraries } = await patron.data<{ libraries: unknown[] }, object>(
    '{ libraries { code name circulationDesks { code name } serviceUnits { code name } } }',
  );
  const byName = <Named extends { name: string }>(things: readonly Named[]) =>
    things.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(libraries).toEqual(
    byName(demoLibraries).map(({ desks, units, ...library }) => {
      return { ...library, circulationDesks: byName(desks), serviceUnits: byName(units) };
    }),
  );
});

test('every code table has codes, in the order people should meet them', async () => {
  const document = 'query ($name: CodeTableName!) { codeTable(name: $name) { code description enabled } }';
  for (const name of codeTableNames) {
    const { codeTable } = await patron.data<{ codeTable: unknown[] }, object>(document, { name });
    expect(codeTable.length, name).toBeGreaterThan(1);
  }
  const { codeTable } = await patron.data<{ codeTable: unknown[] }, object>(document, { name: 'JOB_CATEGORY' });
  expect(codeTable[0]).toEqual({ code: 'CATALOGER', description: 'Cataloger', enabled: true });
});

test('the anonymous learn nothing of the institution', async () => {
  for (const root of ['roleTypes { code }', 'libraries { code }', 'codeTable(name: CAMPUS) { code }']) {
    const { data, errors } = await server.anonymous.query(`{ ${root} }`);
    expect(data ?? null, root).toBeNull();
    expect(errors?.[0]?.extensions?.code, root).toBe('UNAUTHENTICATED');
  }
});
