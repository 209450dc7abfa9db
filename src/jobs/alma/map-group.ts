import type { Reference } from '../../institution/reference.ts';
import type { UserActionInput } from '../submit/job-steps.ts';
import { type AlmaGroup, parameterName, type Suffix } from './alma-parameters.ts';
import { conditionOf, flagOf, isPlausible, plainDateOf } from './alma-values.ts';
import type { NotMappedCode } from './not-mapped.ts';

/** What Alma's payload is held against. */
export interface AlmaContext {
  readonly reference: Reference;
  readonly institutionCode: string;
  readonly timeZone: string;
  /** The source system of accounts that become external: Alma's job does not ask. */
  readonly externalId: string | null;
}

/** The values of the whole payload, and of the group in hand. */
export interface GroupValues extends AlmaContext {
  /** Of the group in hand; null: none, or the parameter is missing. */
  of(suffix: Suffix): string | null;
  /** Of another group: its value where it is on, the empty text where it has none; null where it is off. */
  other(group: AlmaGroup): string | null;
}

/** Why a group became no action; at which of its parameters. */
export class Unmappable extends Error {
  readonly code: NotMappedCode;
  readonly suffix: Suffix;

  constructor(code: NotMappedCode, reason: string, suffix: Suffix = 'Value') {
    super(reason);
    this.code = code;
    this.suffix = suffix;
  }
}

type Mapping = (values: GroupValues) => readonly UserActionInput[];

/**
 * What each group asks for, in the order in which our job is to do it: what a user gets by letter comes last, and speaks
 * of what was done before. A mapping throws {@link Unmappable}.
 */
export const mappings: Readonly<Partial<Record<AlmaGroup, Mapping>>> = {
  Status: (values) => one('setStatus', { status: given(values, 'a status').toUpperCase(), ...condition(values) }),
  Expiry_Date: (values) => one('setExpiryDate', dateInput(values)),
  Purge_Date: (values) => one('setPurgeDate', dateInput(values)),
  UserGroup: (values) => one('setUserGroup', { userGroup: given(values, 'a user group'), ...condition(values) }),
  Campus: (values) => one('setCampus', { campus: values.of('Value'), ...condition(values) }),
  JobDescription: (values) => one('setJobDescription', { jobDescription: values.of('Value'), ...condition(values) }),
  Title: (values) => one('setTitle', { title: values.of('Value'), ...condition(values) }),
  CatalogerLevel: (values) => one('setCatalogerLevel', { catalogerLevel: values.of('Value') }),
  SetAccountTo: convert,
  DontGeneratePassword(values) {
    if (!yes(values) || values.other('SetAccountTo')?.toUpperCase() === 'INTERNAL') return [];
    throw new Unmappable('NEEDS_MORE', 'Without a conversion to an internal account, no password is made anyway.');
  },
  RemoveRole: (values) => one('removeRole', { roleType: given(values, 'a role'), scope: scope(values) }),
  AddRole: (values) => one('addRole', { roleType: given(values, 'a role'), scope: scope(values) }),
  DisableBlock: (values) => one('disableBlock', block(values)),
  AddBlock: (values) => one('addBlock', { ...block(values), ...segment(values) }),
  AddNote: (values) => one('addNote', { text: given(values, 'a text'), ...segment(values) }),
  RemoveStatistics: (values) => one('removeStatistic', { category: given(values, 'a category') }),
  AddStatistics: (values) => one('addStatistic', { category: given(values, 'a category'), ...segment(values) }),
  RemoveRSL: (values) => one('removeResourceSharingLibrary', { library: given(values, 'a library') }),
  RSL: (values) => one('addResourceSharingLibrary', { library: given(values, 'a library') }),
  DisableSMS: (values) => (yes(values) ? one('disableSms', {}) : []),
  Opt_In_Patron_Letters: (values) => letters(values).map((letter) => ({ optInLetter: { letter } })),
  Opt_Out_Patron_Letters: (values) => letters(values).map((letter) => ({ optOutLetter: { letter } })),
  ExportToCloudIdP: (values) => (yes(values) ? one('exportToIdentityProvider', {}) : []),
  SEND_Notification_To_User: (values) => one('notify', notification(values)),
};

function one(action: string, input: object): UserActionInput[] {
  return [{ [action]: input }];
}

function given({ of }: GroupValues, what: string): string {
  return of('Value') ?? none(what);
}

function none(what: string): never {
  throw new Unmappable('NEEDS_MORE', `The action is on, but names not ${what}.`);
}

/** Of a group that is on: whether its value says so, too. */
function yes({ of }: GroupValues): boolean {
  const flag = flagOf(of('Value') ?? 'true');
  if (flag) return true;
  throw new Unmappable('INVALID_VALUE', 'The action is on, but its value does not say yes.');
}

function condition({ of, timeZone }: GroupValues, ofDate = false): object {
  const found = conditionOf(of('Condition'), ofDate, timeZone);
  if (found !== null) return found ? { condition: found } : {};
  // Without its condition the action would reach more people than were meant.
  throw new Unmappable('INVALID_VALUE', 'The condition is not understood, so the action was left out.', 'Condition');
}

function dateInput(values: GroupValues): object {
  const value = values.of('Value');
  if (value === '0') return none('a date (0 means that none is set; an empty value clears the field)');
  const date = value === null ? null : plainDateOf(value, values.timeZone);
  if (value !== null && date === null) throw new Unmappable('INVALID_VALUE', 'Not a date in milliseconds since 1970.');
  if (date !== null && !isPlausible(date)) {
    const reason = `As milliseconds since 1970 this is ${date}: only the years 2000 to 2200 are taken.`;
    throw new Unmappable('INVALID_VALUE', reason);
  }
  return { date, ...condition(values, true) };
}

function scope({ of, reference, institutionCode }: GroupValues): object {
  const code = of('Scope');
  if (code === null || code === institutionCode) return { institution: true };
  if (reference.libraries.has(code)) return { library: code };
  throw new Unmappable('INVALID_VALUE', `Neither the institution (${institutionCode}) nor a library.`, 'Scope');
}

/** `02-GLOBAL`: description code, block type. */
function block(values: GroupValues): { type: string; code: string } {
  const value = given(values, 'a block');
  const dash = value.lastIndexOf('-');
  if (dash > 0 && dash < value.length - 1) return { code: value.slice(0, dash), type: value.slice(dash + 1) };
  throw new Unmappable('INVALID_VALUE', 'Not a description code and a block type with a hyphen between: 02-GLOBAL.');
}

/** FieldType: into which segment added notes, blocks and statistics go. */
function segment({ other }: GroupValues): object {
  const type = other('FieldType')?.toUpperCase() ?? 'BY_USER_ACCOUNT_TYPE';
  return { segment: segments.has(type) ? type : 'BY_USER_ACCOUNT_TYPE' };
}

/** What FieldType may say. */
export const segments: ReadonlySet<string> = new Set(['BY_USER_ACCOUNT_TYPE', 'INTERNAL', 'EXTERNAL']);

function convert(values: GroupValues): UserActionInput[] {
  const to = given(values, 'an account type').toUpperCase();
  if (to === 'INTERNAL') {
    const suppressed = values.other('DontGeneratePassword');
    return one('convertAccount', {
      to,
      generatePassword: suppressed === null || flagOf(suppressed || 'true') !== true,
    });
  }
  if (to !== 'EXTERNAL') throw new Unmappable('INVALID_VALUE', 'Neither INTERNAL nor EXTERNAL.');
  if (values.externalId) return one('convertAccount', { to, externalId: values.externalId });
  throw new Unmappable('NEEDS_MORE', 'External accounts need a source system: give `externalId`.');
}

function letters(values: GroupValues): string[] {
  const codes = given(values, 'a letter').split(/[,;]/);
  return [...new Set(codes.map((code) => code.trim()).filter((code) => code !== ''))];
}

function notification(values: GroupValues): object {
  const type = given(values, 'a notification type');
  // Alma spells one of its own types wrong.
  const code = [type, type.replace('INVITAION', 'INVITATION')].find((name) => values.reference.letters.has(name));
  // In Alma, a letter and "inactive" in one job do not get in each other's way.
  const ends = values.other('Status')?.toUpperCase() === 'INACTIVE';
  if (code !== undefined) return { letter: code, ...(ends && { sendToInactive: true }) };
  throw new Unmappable('NEEDS_MORE', `There is no letter with the code ${type}: make one, or choose another.`);
}

/** The name of the parameter that stood in the way. */
export function faultyParameter(group: AlmaGroup, { suffix }: Unmappable): string {
  return parameterName(group, suffix);
}
