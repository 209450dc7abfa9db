import fc from 'fast-check';
import type { UserActionInput } from '../submit/job-steps.ts';
import type { PersonCodes, PersonLists } from './world.ts';

const PAST = new Date('2020-02-29T12:00:00.000Z');
const FUTURE = new Date('2099-12-31T22:00:00.000Z');

const segment = fc.constantFrom('INTERNAL', 'EXTERNAL');
const status = fc.constantFrom('ACTIVE', 'ACTIVE', 'INACTIVE');
const stamp = { createdAt: PAST, createdBy: 'before' };
const few = <Item>(item: fc.Arbitrary<Item>) => fc.array(item, { maxLength: 3 });

const note = fc.record({
  type: fc.constantFrom('OTHER', 'REGISTRAR'),
  text: fc.constantFrom('Hello', 'Card returned: ΟΔΟΣ'),
  segment,
});
const block = fc.record({
  type: fc.constantFrom('LOAN', 'CASH'),
  code: fc.constantFrom('02', '03'),
  status,
  note: fc.constantFrom('', 'Three reminders unanswered'),
  expiresAt: fc.constantFrom(null, null, FUTURE),
  segment,
});
const statistic = fc.record({
  type: fc.constantFrom('', 'DEPARTMENT'),
  category: fc.constantFrom('AL', 'FT'),
  note: fc.constantFrom('', 'Since May'),
  segment,
});
const letter = fc.constantFrom('OVERDUE', 'COURTESY');
const library = fc.constantFrom('LAW', 'MUSIC');
// Nobody else has such a one, but the identifier that begins with L- and ends with the next number: somebody may want it.
const identifier = fc.record({
  key: fc.constantFrom(['BARCODE', '00{id}'], ['UNIV_ID', 'L-p{id}'], ['BARCODE', 'L-p{next}']),
  status,
  segment,
});
const address = fc.constantFrom('a{id}@old.example', 'A{id}@new.example', 'a{id}@x.old.example', 'no one@old.example');

/** The lists of anybody; in texts `{id}` stands for their row's id, `{next}` for the one after. */
export const anyLists = fc.record({
  notes: few(note.map((given) => ({ ...given, ...stamp, userViewable: false, popup: true }))),
  blocks: few(block.map((given) => ({ ...given, ...stamp }))),
  statistics: fc.uniqueArray(statistic, { maxLength: 3, selector: ({ type, category }) => type + category }),
  identifiers: fc
    .uniqueArray(identifier, { maxLength: 3, selector: ({ key }) => key.join() })
    .map((given) => given.map(({ key: [type, value], ...entry }) => ({ type, value, note: '', ...entry }))),
  emails: fc
    .tuple(
      fc.uniqueArray(fc.record({ address, segment, types: fc.constantFrom(['work'], ['personal', 'school'], []) }), {
        maxLength: 3,
        selector: (email) => email.address,
      }),
      fc.nat(3),
    )
    .map(([emails, first]) =>
      emails.map((email, index) => ({ ...email, description: '', preferred: index === first })),
    ),
  phones: fc
    .tuple(few(fc.record({ segment, types: fc.constantFrom(['mobile'], ['office']) })), fc.nat(3))
    .map(([phones, told]) =>
      phones.map((phone, index) => ({
        ...phone,
        number: '+999 20 4711',
        preferred: false,
        preferredSms: index === told,
      })),
    ),
  resourceSharingLibraries: fc.uniqueArray(library).map((codes) => codes.map((code) => ({ library: code }))),
  letterOptOuts: fc.uniqueArray(letter).map((codes) => codes.map((code) => ({ letter: code }))),
}) as fc.Arbitrary<PersonLists>;

const codes = {
  campus: fc.option(fc.constantFrom('NORTH', 'SOUTH')),
  jobCategory: fc.option(fc.constantFrom('CATALOGER', 'PROFESSOR')),
  title: fc.option(fc.constantFrom('DR', 'MX')),
  catalogerLevel: fc.option(fc.constantFrom('00', '20')),
  preferredLanguage: fc.option(fc.constantFrom('de', 'he')),
};

/** The codes of anybody. */
export const anyCodes: fc.Arbitrary<PersonCodes> = fc.record(codes);

const chosenSegment = fc.constantFrom('INTERNAL', 'EXTERNAL', 'BY_USER_ACCOUNT_TYPE');
const all = fc.constant({ all: true });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** Sets one of the codes, or the job description. */
export function setsCode(
  conditionOn: (held: fc.Arbitrary<string>) => fc.Arbitrary<object | undefined>,
): fc.Arbitrary<UserActionInput> {
  const values: Record<string, fc.Arbitrary<string | null>> = {
    ...codes,
    jobDescription: fc.constantFrom('untouched', 'Looks after the maps', null),
  };
  return fc.oneof(
    ...Object.entries(values).map(([field, value]) => {
      const action = `set${field.charAt(0).toUpperCase()}${field.slice(1)}`;
      const condition = conditionOn(value.filter((held) => held !== null));
      return fc.record({ [field]: value, condition }).map((input) => ({ [action]: input }));
    }),
  );
}

const blockActions = fc.oneof(
  block.chain(({ type, code, note: remark, expiresAt }) => {
    const input = { type, code, note: remark || undefined, expiresAt: expiresAt ?? undefined };
    return chosenSegment.map((into) => ({ addBlock: { ...input, segment: into } }));
  }),
  fc
    .oneof(all, fc.record({ type: fc.constantFrom('LOAN', 'CASH'), code: maybe(fc.constant('02')) }))
    .map((disableBlock) => ({ disableBlock })),
  fc
    .oneof(all, fc.record({ code: fc.constantFrom('02', '03'), status: maybe(status) }))
    .map((removeBlock) => ({ removeBlock })),
);

const noteActions = fc.oneof(
  fc.record({ text: fc.constantFrom('Hello', 'Goodbye'), segment: chosenSegment }).map((addNote) => ({ addNote })),
  fc
    .constantFrom<object>(
      { all: true },
      { textContains: 'οδος' },
      { textEquals: 'Hello' },
      { createdBy: 'P1' },
      { olderThanDays: 30, segment: 'INTERNAL' },
    )
    .map((removeNotes) => ({ removeNotes })),
);

const codeListActions = fc.oneof(
  fc
    .record({ type: fc.constant('DEPARTMENT'), category: fc.constantFrom('AL', 'FT'), segment: chosenSegment })
    .map((addStatistic) => ({ addStatistic })),
  fc
    .oneof(all, fc.record({ type: fc.constant('DEPARTMENT'), category: fc.constantFrom('AL', 'FT') }))
    .map((removeStatistic) => ({ removeStatistic })),
  library.map((code) => ({ addResourceSharingLibrary: { library: code } })),
  library.map((code) => ({ removeResourceSharingLibrary: { library: code } })),
  fc
    .oneof(
      all,
      letter.map((code) => ({ letter: code })),
    )
    .map((optInLetter) => ({ optInLetter })),
  fc
    .oneof(
      all,
      letter.map((code) => ({ letter: code })),
    )
    .map((optOutLetter) => ({ optOutLetter })),
);

const contactActions = fc.oneof(
  fc.record({ phoneType: maybe(fc.constant('mobile')) }).map((disableSms) => ({ disableSms })),
  fc
    .record({
      find: fc.constantFrom('@old.example', '@OLD.example'),
      replace: fc.constant('@new.example'),
      includeSubdomains: fc.boolean(),
      preferredOnly: fc.boolean(),
    })
    .map((replaceEmail) => ({ replaceEmail })),
);

const given = [
  { primaryId: 'P2', value: 'Z-1' },
  { primaryId: 'p3', value: 'Z-2' },
];

function identifierActions(ownOnly: boolean): fc.Arbitrary<UserActionInput> {
  const patterns = [['UNIV_ID', 'L-'] as const, ['BARCODE', 'N-'] as const];
  // Made of the primary id, this is the one that the user before may hold.
  const pattern = fc.constantFrom(...patterns, ...(ownOnly ? [] : [['BARCODE', 'L-'] as const]));
  return fc.oneof(
    fc.record({ pattern, segment: chosenSegment }).map(({ pattern: [type, prefix], segment: into }) => ({
      addIdentifier: { type, value: { fromPrimaryId: { prefix } }, segment: into },
    })),
    fc.constant({ addIdentifier: { type: 'BARCODE', value: { byUser: given } } }),
    fc
      .constantFrom<object>({ all: true }, { type: 'UNIV_ID' }, { status: 'INACTIVE' }, { valueStartsWith: 'L-' })
      .map((removeIdentifiers) => ({ removeIdentifiers })),
  );
}

/** Any action on the lists of the record. `ownOnly`: none of which one user's fate hangs on what another has. */
export function listActions({ ownOnly }: { readonly ownOnly: boolean }): fc.Arbitrary<UserActionInput> {
  return fc.oneof(blockActions, noteActions, codeListActions, contactActions, identifierActions(ownOnly));
}

/** What a list action decides over: adding and removing the same contradict each other, and the same is not done twice. */
export function listDecidedOver(action: UserActionInput): string {
  const [[field = '', input] = []] = Object.entries(action);
  const { type, category, ...rest } = input as Record<string, unknown>;
  const narrowed = type === undefined || rest.code === undefined || rest.status !== undefined;
  if (field.endsWith('Block') && !narrowed) return `block ${type} ${rest.code}`;
  if (field.endsWith('Statistic')) return `statistic ${type} ${category}`;
  if (field.endsWith('ResourceSharingLibrary')) return `library ${rest.library}`;
  if (field.endsWith('Letter')) return `letter ${rest.letter}`;
  // All of them are about the same domain.
  if (field === 'replaceEmail') return field;
  return JSON.stringify(action);
}
