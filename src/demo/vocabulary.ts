import type { Queryable } from '../platform/database.ts';
import { raw, sql } from '../platform/sql.ts';
import { demoLibraries } from './institution.ts';
import { asian } from './names/asian.ts';
import type { NameCulture } from './names/culture.ts';
import { cyrillicAndGreek } from './names/cyrillic-and-greek.ts';
import { northern } from './names/northern.ts';
import { western } from './names/western.ts';
import { profiles, staffRoles } from './profiles.ts';

const cultures: readonly NameCulture[] = [...western, ...northern, ...cyrillicAndGreek, ...asian];

/** Of 100 people, how many have which home library, and its campus. */
const homes = [
  { library: 'MAIN', campus: 'NORTH', share: 40 },
  { library: 'LAW', campus: 'NORTH', share: 15 },
  { library: 'MED', campus: 'SOUTH', share: 15 },
  { library: 'SCI', campus: 'SOUTH', share: 20 },
  { library: 'MUSIC', campus: 'HARBOUR', share: 10 },
];

/**
 * Puts the lists people are made from into temporary tables, for the length of the transaction: what has a share has
 * one row for each slot of it, so that a roll of the dice is a join.
 */
export async function createVocabulary(transaction: Queryable): Promise<void> {
  const profileRows = profiles.map((profile) => ({ ...profile, bornFrom: profile.born[0], bornTo: profile.born[1] }));
  const profileColumns =
    '"recordType" record_type, "userGroup" text, "jobCategory" text, "jobDescriptions" text[], external int, expiring int, "bornFrom" int, "bornTo" int';
  await fill(transaction, 'demo_profile', `slot int, ${profileColumns}`, slots(profileRows));
  await fill(
    transaction,
    'demo_home',
    'slot int, library text, campus text, desks text[], units text[]',
    slots(homes.map(withPlaces)),
  );
  const cultureColumns = 'slot int, woman boolean, language text, givens int, families int, patronymics int';
  await fill(transaction, 'demo_culture', cultureColumns, slots(cultures).flatMap(bothGenders));
  const nameColumns = 'language text, woman boolean, kind text, position int, native text, latin text, slug text';
  await fill(transaction, 'demo_name', nameColumns, cultures.flatMap(allNames));
  const roleColumns = 'number int, "jobCategory" text, "roleType" text, at text, percent int, parameter jsonb';
  await fill(
    transaction,
    'demo_staff_role',
    roleColumns,
    staffRoles.map((role, number) => ({ number, ...role })),
  );
}

async function fill(transaction: Queryable, table: string, columns: string, rows: readonly object[]): Promise<void> {
  await transaction.execute(sql`CREATE TEMPORARY TABLE ${raw(table)} (${raw(columns)}) ON COMMIT DROP`);
  await transaction.execute(sql`
    INSERT INTO ${raw(table)} SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS listed (${raw(columns)})`);
  await transaction.execute(sql`ANALYZE ${raw(table)}`);
}

function slots<Item extends { readonly share: number }>(items: readonly Item[]): (Item & { slot: number })[] {
  return items
    .flatMap((item) => Array.from({ length: item.share }, () => item))
    .map((item, slot) => ({ ...item, slot }));
}

function withPlaces(home: (typeof homes)[number]) {
  const library = demoLibraries.find(({ code }) => code === home.library);
  return { ...home, desks: library?.desks.map(({ code }) => code), units: library?.units.map(({ code }) => code) };
}

function bothGenders(culture: NameCulture & { slot: number }) {
  return [true, false].map((woman) => {
    const { given, family, patronymic } = namesOf(culture, woman);
    const counts = { givens: given.length, families: family.length, patronymics: patronymic.length };
    return { slot: culture.slot, woman, language: culture.language, ...counts };
  });
}

function allNames(culture: NameCulture) {
  return [true, false].flatMap((woman) =>
    Object.entries(namesOf(culture, woman)).flatMap(([kind, names]) =>
      names.map((name, position) => ({ language: culture.language, woman, kind, position, ...spellings(name) })),
    ),
  );
}

function namesOf(culture: NameCulture, woman: boolean) {
  const { families, patronymics } = culture;
  const gender = woman ? 'women' : 'men';
  return {
    given: culture[gender].split(', '),
    family: (typeof families === 'string' ? families : families[gender]).split(', '),
    patronymic: patronymics ? patronymics[gender].split(', ') : [],
  };
}

const letters: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ı: 'i', þ: 'th', ð: 'd' };

/** `native` as the person writes it, `latin` for those who cannot read that, `slug` for addresses and sign-in names. */
function spellings(name: string): { native: string; latin: string; slug: string } {
  const [native = name, latin = native] = name.split('/');
  const plain = latin
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '');
  const slug = plain.replace(/[^a-z]/gu, (letter) => letters[letter] ?? '');
  return { native, latin, slug };
}
