import fc from 'fast-check';
import { anyText, printedText, someText } from './random-texts.ts';

/** The days around which everything in the records happens. */
export const TODAY = '2026-03-29';

const roleTypes = ['58', '200', '204', '32', '37'];
const libraries = ['MAIN', 'LAW', 'ARTS'];
const someCode = fc.constantFrom('A', 'a', 'B', 'C%', 'Ж_', '山');
const anyCode = fc.option(someCode);
const status = fc.constantFrom('ACTIVE', 'INACTIVE');
const segment = fc.constantFrom('INTERNAL', 'EXTERNAL');
const day = fc.integer({ min: -40, max: 40 }).map(dayFromToday);
const anyDay = fc.option(day, { freq: 3 });
// Often on a day's edge, where time zones and rounding show.
const instant = fc
  .tuple(fc.integer({ min: -4, max: 4 }), fc.constantFrom(0, 1, 46_800_000, 46_799_999, 86_399_999, 50_000_000))
  .map(([days, ms]) => new Date(Date.parse(dayFromToday(days)) + ms).toISOString());
const createdBy = anyText;
const types = fc.uniqueArray(fc.constantFrom('home', 'work', 'HOME'), { maxLength: 2 });

const identity = {
  primaryId: printedText,
  recordType: fc.constantFrom('PUBLIC', 'STAFF', 'CONTACT'),
  status,
  firstName: anyText,
  lastName: printedText,
  userGroup: anyCode,
  expiryDate: anyDay,
};

const parts = {
  addresses: several({
    types,
    ...{ line1: anyText, line2: anyText, line3: anyText, line4: anyText, line5: anyText },
    ...{ city: anyText, stateProvince: anyText, postalCode: anyText, country: anyText, note: anyText },
    ...{ startDate: anyDay, endDate: anyDay, preferred: fc.boolean(), segment },
  }),
  emails: several({ types, address: printedText, description: anyText, preferred: fc.boolean(), segment }),
  phones: several({ types, number: printedText, preferred: fc.boolean(), preferredSms: fc.boolean(), segment }),
  identifiers: several({
    type: fc.constantFrom('BARCODE', 'UNIV_ID'),
    value: printedText,
    note: anyText,
    status,
    segment,
  }),
  roles: several({
    roleType: fc.constantFrom(...roleTypes),
    scope: fc.option(fc.constantFrom(...libraries)).map((library) => ({ institution: library === null, library })),
    status,
    expiresOn: anyDay,
    parameters: fc.array(fc.record({ name: fc.constantFrom('CIRCULATION_DESK', 'SERVICE_UNIT'), value: someText }), {
      maxLength: 2,
    }),
    ...{ createdAt: instant, createdBy },
  }),
  blocks: several({
    ...{ type: someCode, code: someCode, status, note: anyText },
    ...{ expiresAt: fc.option(instant), createdAt: instant, createdBy, segment },
  }),
  notes: several({
    ...{ type: someCode, text: printedText, userViewable: fc.boolean(), popup: fc.boolean() },
    ...{ createdAt: instant, createdBy, segment },
  }),
  statistics: several({ type: fc.constantFrom('', 'A', 'B'), category: someCode, note: anyText, segment }),
  resourceSharingLibraries: several({ library: fc.constantFrom(...libraries) }),
  letterOptOuts: several({ letter: someCode }),
};

const record = fc.record({
  ...identity,
  ...{ middleName: anyText, preferredFirstName: anyText, preferredMiddleName: anyText, preferredLastName: anyText },
  ...{
    title: anyCode,
    jobCategory: anyCode,
    jobDescription: anyText,
    preferredLanguage: anyCode,
    campus: anyCode,
    catalogerLevel: anyCode,
  },
  ...{ gender: fc.option(fc.constantFrom('MALE', 'FEMALE', 'OTHER', 'NONE')), birthDate: anyDay },
  ...{
    accountType: fc.constantFrom('INTERNAL', 'EXTERNAL'),
    externalId: fc.option(anyText),
    forcePasswordChange: fc.boolean(),
  },
  ...{ purgeDate: anyDay, createdAt: instant, updatedAt: instant },
  ...parts,
});

type Generated = typeof record extends fc.Arbitrary<infer Value> ? Value : never;

/** A user's record in the shape filters speak of. People in it are records themselves. */
export type RandomRecord = Generated & {
  readonly id: number;
  readonly proxies: RandomRecord[];
  readonly proxyFor: RandomRecord[];
};

/** So many records that keep the laws of the database, always the same. */
export function randomRecords(count: number, seed: number): RandomRecord[] {
  const records = fc.sample(record, { numRuns: count, seed }).map((generated, index): RandomRecord => {
    const id = index + 1;
    return { ...lawful(generated, id), id, proxies: [], proxyFor: [] };
  });
  const pairs = fc.sample(fc.tuple(fc.nat(count - 1), fc.nat(count - 1)), { numRuns: count, seed });
  for (const [patron, proxy] of pairs.map(([a, b]) => [records[a], records[b]])) {
    if (!patron || !proxy || patron === proxy || patron.proxies.includes(proxy)) continue;
    patron.proxies.push(proxy);
    proxy.proxyFor.push(patron);
  }
  return records;
}

function lawful(generated: Generated, id: number): Generated {
  return {
    ...generated,
    primaryId: `${generated.primaryId}-${id}`,
    externalId: generated.accountType === 'EXTERNAL' ? (generated.externalId ?? '') : generated.externalId,
    addresses: generated.addresses.map(onlyFirst('preferred')),
    emails: generated.emails.map(onlyFirst('preferred')),
    phones: generated.phones.map(onlyFirst('preferred')).map(onlyFirst('preferredSms')),
    identifiers: generated.identifiers.map((identifier, index) => ({
      ...identifier,
      value: `${identifier.value}${id}${index}`,
    })),
    roles: unique(generated.roles, (role) => `${role.roleType} ${role.scope.library}`),
    resourceSharingLibraries: unique(generated.resourceSharingLibraries, ({ library }) => library),
    letterOptOuts: unique(generated.letterOptOuts, ({ letter }) => letter),
  };
}

function onlyFirst<Name extends string>(name: Name) {
  return <Entry extends Record<Name, boolean>>(entry: Entry, index: number): Entry =>
    index === 0 ? entry : { ...entry, [name]: false };
}

function unique<Entry>(entries: readonly Entry[], key: (entry: Entry) => string): Entry[] {
  return [...new Map(entries.map((entry) => [key(entry), entry])).values()];
}

function several<Fields extends object>(fields: { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> }) {
  return fc.array(fc.record(fields as { [Name in keyof Fields]: fc.Arbitrary<Fields[Name]> }), { maxLength: 2 });
}

function dayFromToday(days: number): string {
  return new Date(Date.parse(TODAY) + days * 86_400_000).toISOString().slice(0, 10);
}
