import fc from 'fast-check';
import type { UserActionInput } from '../submit/job-steps.ts';
import { anyCodes, anyLists, listActions, listDecidedOver, setsCode } from './random-lists.ts';
import type { Person } from './world.ts';

const PAST = '2020-02-29';
const FUTURE = '2099-12-31';
const LATER = '2100-01-01';

const date = fc.constantFrom(PAST, FUTURE, LATER);
const maybeDate = fc.option(date, { freq: 2 });
const status = fc.constantFrom('ACTIVE', 'INACTIVE');
const userGroup = fc.constantFrom('STAFF', 'FACULTY', 'VISITOR');

interface Place {
  readonly roleType: string;
  readonly library: string | null;
  readonly parameters?: readonly { readonly name: string; readonly value: string }[];
}

const manager: Place = { roleType: '21', library: null };
const lawManager: Place = { roleType: '21', library: 'LAW' };
const systemAdministrator: Place = { roleType: '26', library: null };
const userAdministrator: Place = { roleType: '50', library: null };
const places: readonly Place[] = [
  { roleType: '58', library: null },
  { roleType: '200', library: null },
  { roleType: '200', library: 'LAW' },
  { roleType: '200', library: 'MUSIC' },
  { roleType: '32', library: 'LAW', parameters: [{ name: 'CIRCULATION_DESK', value: 'LAW_CIRC' }] },
  { roleType: '37', library: 'MAIN', parameters: [{ name: 'SERVICE_UNIT', value: 'MAIN_ACQ' }] },
  manager,
  lawManager,
  systemAdministrator,
  userAdministrator,
];
const place = fc.constantFrom(...places);
const operationalPlace = fc.constantFrom(...places.slice(0, 6));

const heldRole = fc
  .record({ place, status, expiresOn: maybeDate })
  .map(({ place: { parameters = [], ...at }, ...role }) => ({
    ...at,
    ...role,
    parameters: [...parameters],
  }));

/** Anybody: of either kind of account, with or without roles, dates and a group. */
export const anyPerson: fc.Arbitrary<Person> = fc.record({
  accountType: fc.constantFrom('INTERNAL', 'EXTERNAL'),
  status: fc.constantFrom('ACTIVE', 'ACTIVE', 'INACTIVE'),
  expiryDate: maybeDate,
  purgeDate: maybeDate,
  userGroup: fc.option(userGroup),
  roles: fc.uniqueArray(heldRole, { maxLength: 4, selector: ({ roleType, library }) => `${roleType}@${library}` }),
  codes: anyCodes,
  lists: anyLists,
}) as fc.Arbitrary<Person>;

/** Somebody who manages users: of a library, of the institution, or as an administrator. */
export const anyOperator: fc.Arbitrary<Person> = fc
  .constantFrom(
    [lawManager],
    [manager],
    [userAdministrator],
    [systemAdministrator],
    [systemAdministrator, userAdministrator],
  )
  .map((held) => ({
    accountType: 'INTERNAL',
    status: 'ACTIVE',
    expiryDate: null,
    purgeDate: null,
    userGroup: 'ADMIN',
    roles: held.map((role) => ({ ...role, status: 'ACTIVE', expiresOn: null, parameters: [] })),
  }));

const scopeOf = ({ library }: Place) => (library === null ? { institution: true } : { library });

const ifEmpty = fc.boolean().map((empty) => ({ ifEmpty: empty }));
const conditionOn = (held: fc.Arbitrary<string>) =>
  fc.option(fc.oneof(ifEmpty, fc.record({ ifEquals: held })), { nil: undefined });
// It is never empty.
const statusCondition = fc.option(
  fc.oneof(
    fc.constant({ ifEmpty: false }),
    status.map((ifEquals) => ({ ifEquals })),
  ),
  { nil: undefined },
);
const heldDate = fc.oneof(ifEmpty, fc.record({ ifEquals: date }));
const comparedDate = fc.oneof(fc.record({ ifLater: fc.boolean() }), fc.record({ ifEarlier: fc.boolean() }));
const condition = <Given>(given: fc.Arbitrary<Given>) => fc.option(given, { nil: undefined });
const setDate = fc.oneof(
  fc.record({ date, condition: condition(fc.oneof(heldDate, comparedDate)) }),
  fc.record({ date: fc.constant(null), condition: condition(heldDate) }),
);

function actionsAt(where: fc.Arbitrary<Place>, ownOnly: boolean): fc.Arbitrary<UserActionInput> {
  const addRole = fc
    .record({ where, expiresOn: fc.option(date, { nil: undefined }) })
    .map(({ where: at, expiresOn }) => ({
      addRole: { roleType: at.roleType, scope: scopeOf(at), parameters: at.parameters, expiresOn },
    }));
  const removeRole = where.map((at) => ({ removeRole: { roleType: at.roleType, scope: scopeOf(at) } }));
  return fc.oneof(
    { arbitrary: addRole, weight: 3 },
    { arbitrary: removeRole, weight: 3 },
    fc.record({ status, condition: statusCondition }).map((setStatus) => ({ setStatus })),
    setDate.map((setExpiryDate) => ({ setExpiryDate })),
    setDate.map((setPurgeDate) => ({ setPurgeDate })),
    fc.record({ userGroup, condition: conditionOn(userGroup) }).map((setUserGroup) => ({ setUserGroup })),
    { arbitrary: setsCode(conditionOn), weight: 3 },
    { arbitrary: listActions({ ownOnly }), weight: 8 },
  );
}

/** What an action decides over: of one job no two decide over the same. */
function decidedOver(action: UserActionInput): string {
  const [[field = '', input] = []] = Object.entries(action);
  const { roleType, scope } = input as { roleType?: string; scope?: object };
  if (roleType !== undefined) return `${roleType} ${JSON.stringify(scope)}`;
  return field.startsWith('set') ? field : listDecidedOver(action);
}

/** The actions of a job, lawful or not. */
export const anyActions = fc.uniqueArray(actionsAt(place, false), {
  minLength: 1,
  maxLength: 5,
  selector: decidedOver,
});

/** The actions of a job that every manager of the institution may submit. */
export const operationalActions = fc.uniqueArray(actionsAt(operationalPlace, true), {
  minLength: 1,
  maxLength: 4,
  selector: decidedOver,
});
