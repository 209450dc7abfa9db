import {
  type GraphQLInputField,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { loadDemoInstitution } from '../../demo/load.ts';
import { signInPeople } from '../../demo/people.ts';
import { schema } from '../../schema.ts';
import { startTestServer } from '../../testing/client.ts';
import { createTestDatabase } from '../../testing/database.ts';
import { actionField, actions } from '../actions/actions.ts';
import { actionGroups } from './action-groups.ts';
import type { InputDescription } from './describe-input.ts';
import { jobDescriptions } from './job-definitions.ts';

const testDatabase = await createTestDatabase();
await loadDemoInstitution(testDatabase.database, { users: 50 });
const server = await startTestServer(testDatabase);
const withProvider = await startTestServer(testDatabase, { settings: { SCIM_URL: 'https://idp.example/scim/v2' } });
const manager = await server.signedInAs(signInPeople.userManager.primaryId);
const lawManager = await server.signedInAs(signInPeople.libraryManager.primaryId);
const [updateNotify] = jobDescriptions;

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly viewerCanUse: boolean;
  readonly parameter: string | null;
  readonly parameterRequired: boolean;
}

interface Input {
  readonly name: string;
  readonly kind: string;
  readonly required: boolean;
  readonly maxLength: number | null;
  readonly defaultValue: unknown;
  readonly codeTable: string | null;
  readonly choices: readonly Choice[] | null;
  readonly fields: readonly { readonly name: string }[];
}

interface Definition {
  readonly name: string;
  readonly viewerCanRun: boolean;
  readonly actions: readonly {
    readonly name: string;
    readonly field: string;
    readonly viewerCanUse: boolean;
    readonly isSetUp: boolean;
    readonly reversible: boolean;
    readonly inputs: readonly Input[];
  }[];
}

const QUERY = `{ jobDefinitions(contentType: USERS) { name viewerCanRun actions { name field label group description requiredRank
  viewerCanUse isSetUp reversible inputs { name kind required nullClears list maxItems defaultValue maxLength minimum maximum codeTable oneOf
    choices { value label viewerCanUse enabled parameter parameterRequired parameterMultiple } fields { name kind } } } } }`;

async function definitionFor(client: typeof manager): Promise<Definition> {
  const { jobDefinitions } = await client.data<{ jobDefinitions: Definition[] }, object>(QUERY);
  expect(jobDefinitions).toHaveLength(1);
  if (!jobDefinitions[0]) throw new Error('There is no job.');
  return jobDefinitions[0];
}

const inputOf = (definition: Definition, field: string, name: string) =>
  definition.actions.find((action) => action.field === field)?.inputs.find((input) => input.name === name);

describe('the form of every action', () => {
  test('is there, under one heading', () => {
    const named = Object.values(actionGroups).flatMap((labels) => Object.keys(labels));
    expect([...named].sort()).toEqual(actions.map(({ name }) => name).sort());
    expect(updateNotify?.actions.map(({ field }) => field).sort()).toEqual(actions.map(actionField).sort());
  });

  const types = actions.map((action) => [actionField(action), `${upper(actionField(action))}Input`] as const);
  test.each(types)('%s: asks for what %s takes, and for nothing else', (field, type) => {
    const described = updateNotify?.actions.find((action) => action.field === field)?.inputs ?? [];
    expectSame(described, type);
  });
});

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function expectSame(described: readonly InputDescription[], typeName: string): void {
  const type = schema.getType(typeName);
  if (!isInputObjectType(type)) throw new Error(`There is no input ${typeName}.`);
  const fields = type.getFields();
  expect(described.map(({ name }) => name).sort()).toEqual(Object.keys(fields).sort());
  for (const input of described) {
    const field = fields[input.name];
    if (field) expectSameField(input, field);
  }
}

function expectSameField(input: InputDescription, { type, description, defaultValue }: GraphQLInputField): void {
  expect(input.required).toBe(isNonNullType(type));
  expect(input.description).toBe(description);
  // What is said to be a code can be chosen.
  if (input.kind === 'TEXT') expect(description).not.toMatch(/code table|code of a (role|library|letter)/i);
  expect(input.defaultValue).toEqual(defaultValue ?? null);
  expect(input.list).toBe(isListType(isNonNullType(type) ? type.ofType : type));
  const named = getNamedType(type);
  if (isInputObjectType(named)) {
    expect(input).toMatchObject({ kind: 'GROUP', oneOf: named.isOneOf });
    expectSame(input.fields, named.name);
  } else if (isEnumType(named)) {
    expect(input.kind).toBe('CHOICE');
    expect([...input.values].sort()).toEqual(
      named
        .getValues()
        .map(({ name }) => name)
        .sort(),
    );
  } else {
    expect(scalarOf[input.kind]).toBe(named.name);
  }
}

const scalarOf: Partial<Record<InputDescription['kind'], string>> = {
  // Of what is always one of a few values, conditions take a text.
  ...{ CHOICE: 'String', TEXT: 'String', CODE: 'String', ROLE_TYPE: 'String', LIBRARY: 'String', LETTER: 'String' },
  ...{ WHOLE_NUMBER: 'Int', YES_OR_NO: 'Boolean', DATE: 'Date', DATE_TIME: 'DateTime' },
};

describe('what there is to choose', () => {
  test('role types say what they need, and whether I may grant them', async () => {
    const roleTypes = new Map(
      inputOf(await definitionFor(manager), 'addRole', 'roleType')?.choices?.map((choice) => [choice.value, choice]),
    );
    expect(roleTypes.get('58')).toMatchObject({ label: 'License Viewer', viewerCanUse: true, parameter: null });
    expect(roleTypes.get('32')).toMatchObject({ parameter: 'CIRCULATION_DESK', parameterRequired: true });
    expect(roleTypes.get('26')).toMatchObject({ viewerCanUse: false });
    const asLaw = inputOf(await definitionFor(lawManager), 'addRole', 'roleType')?.choices;
    expect(asLaw?.find(({ value }) => value === '32')).toMatchObject({ viewerCanUse: true });
    expect(asLaw?.find(({ value }) => value === '21')).toMatchObject({ viewerCanUse: false });
  });

  test('codes come from their tables, libraries and scopes by name; text has a length', async () => {
    const definition = await definitionFor(manager);
    expect(inputOf(definition, 'setUserGroup', 'userGroup')).toMatchObject({
      kind: 'CODE',
      codeTable: 'USER_GROUP',
      required: true,
      choices: expect.arrayContaining([expect.objectContaining({ value: 'FACULTY', label: 'Faculty' })]),
    });
    expect(inputOf(definition, 'addResourceSharingLibrary', 'library')).toMatchObject({
      kind: 'LIBRARY',
      choices: expect.arrayContaining([expect.objectContaining({ value: 'LAW' })]),
    });
    expect(inputOf(definition, 'addNote', 'text')).toMatchObject({ kind: 'TEXT', maxLength: 2_000, choices: null });
    expect(inputOf(definition, 'addRole', 'scope')?.fields.map(({ name }) => name)).toEqual(['institution', 'library']);
    expect(inputOf(definition, 'setStatus', 'status')?.choices?.map(({ value }) => value)).toEqual([
      'ACTIVE',
      'INACTIVE',
    ]);
  });
});

describe('who may', () => {
  test('run it: who manages users, of a library too', async () => {
    expect((await definitionFor(manager)).viewerCanRun).toBe(true);
    expect((await definitionFor(lawManager)).viewerCanRun).toBe(true);
    const patron = await definitionFor(await server.signedInAs('patron'));
    expect(patron.viewerCanRun).toBe(false);
    expect(patron.actions.some(({ viewerCanUse }) => viewerCanUse)).toBe(false);
    await expect(definitionFor(server.anonymous)).rejects.toThrow('Sign in');
  });

  test('use an action: not while what it needs is missing', async () => {
    const exportOf = ({ actions: described }: Definition) =>
      described.find(({ field }) => field === 'exportToIdentityProvider');
    expect(exportOf(await definitionFor(manager))).toMatchObject({ isSetUp: false, viewerCanUse: false });
    const there = await definitionFor(await withProvider.signedInAs(signInPeople.userManager.primaryId));
    expect(exportOf(there)).toMatchObject({ isSetUp: true, viewerCanUse: true, reversible: false });
    expect(
      there.actions
        .filter(({ reversible }) => !reversible)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['EXPORT_TO_IDENTITY_PROVIDER', 'NOTIFY']);
  });
});
