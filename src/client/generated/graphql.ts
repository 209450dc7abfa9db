/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Who keeps the account and its password. */
export type AccountType =
  /** Another system, such as the student system, whose loads may overwrite what is changed here. */
  | 'EXTERNAL'
  /** The library itself. */
  | 'INTERNAL';

/** Tests of one of several fixed values. All tests that are given must hold, and at least one must be given. */
export type AccountTypeFilter = {
  /** It is this. */
  eq?: AccountType | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<AccountType> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: AccountType | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<AccountType> | null | undefined;
};

/** What addBlock needs to know. */
export type AddBlockInput = {
  /** Why: a code of the code table BLOCK_CODE. */
  code: string;
  /** When it ends by itself. Left out: it has no end. */
  expiresAt?: string | null | undefined;
  /** A remark, at most 1,000 characters. */
  note?: string | null | undefined;
  /** The segment it goes into. Loads from a source system replace what is external, and leave the rest alone. */
  segment?: SegmentChoice | null | undefined;
  /** What it keeps the user from: a code of the code table BLOCK_TYPE. */
  type: string;
};

/** What addIdentifier needs to know. */
export type AddIdentifierInput = {
  /** A remark, at most 1,000 characters. */
  note?: string | null | undefined;
  /** The segment it goes into. Loads from a source system replace what is external, and leave the rest alone. */
  segment?: SegmentChoice | null | undefined;
  /** A code of the code table IDENTIFIER_TYPE. */
  type: string;
  /** What the identifier is to be. */
  value: IdentifierValueInput;
};

/** What addNote needs to know. */
export type AddNoteInput = {
  /** Whether the note pops up when staff open the user. */
  popup?: boolean | null | undefined;
  /** The segment it goes into. Loads from a source system replace what is external, and leave the rest alone. */
  segment?: SegmentChoice | null | undefined;
  /** The text of the note, at most 2,000 characters. */
  text: string;
  /** A code of the code table NOTE_TYPE. */
  type?: string | null | undefined;
  /** Whether the user may see the note. */
  userViewable?: boolean | null | undefined;
};

/** What addResourceSharingLibrary needs to know. */
export type AddResourceSharingLibraryInput = {
  /** The code of a library. */
  library: string;
};

/** What addRole needs to know. */
export type AddRoleInput = {
  /** The last day of the role. Left out: a new role has no end, and a role already held keeps its own. */
  expiresOn?: string | null | undefined;
  /** Required by some role types, for example the circulation desk of an operator; at most 50. */
  parameters?: Array<RoleParameterInput> | null | undefined;
  /** The code ("58") or the key ("LICENSE_VIEWER") of a role type. */
  roleType: string;
  /** Where the role is to be held. */
  scope: RoleScopeInput;
};

/** What addStatistic needs to know. */
export type AddStatisticInput = {
  /** A code of the code table STATISTIC_CATEGORY. */
  category: string;
  /** A remark, at most 1,000 characters. */
  note?: string | null | undefined;
  /** The segment it goes into. Loads from a source system replace what is external, and leave the rest alone. */
  segment?: SegmentChoice | null | undefined;
  /** What it counts by: a code of the code table STATISTIC_TYPE. Left out: the category is added without a type, where the user has it under none. */
  type?: string | null | undefined;
};

/** Tests of a yes or no. All tests that are given must hold, and at least one must be given. */
export type BooleanFilter = {
  /** It is this. */
  eq?: boolean | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<boolean> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: boolean | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<boolean> | null | undefined;
};

/** Tests of a code, compared as it is. Of several codes, eq and in ask for any one of them, ne and notIn for none. All tests that are given must hold, and at least one must be given. */
export type CodeFilter = {
  /** It is this. */
  eq?: string | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<string> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: string | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<string> | null | undefined;
};

/** What convertAccount needs to know. */
export type ConvertAccountInput = {
  /** The source system that is to look after the accounts; required for EXTERNAL. */
  externalId?: string | null | undefined;
  /** For INTERNAL: whether a temporary password is made, and told in a letter. */
  generatePassword?: boolean | null | undefined;
  /** For INTERNAL: the letter that tells the password. Left out: the one for temporary passwords, if there is one only. */
  letter?: string | null | undefined;
  /** What the accounts are to be. */
  to: AccountType;
};

/** Sets a date only where what the field holds satisfies the condition; other users end as UNCHANGED with CONDITION_NOT_MET. */
export type DateConditionInput =
  {   /** `true`: only where the date held is earlier than the new one. An empty field is not. */
  ifEarlier: boolean; ifEmpty?: never; ifEquals?: never; ifLater?: never; }
  |  { ifEarlier?: never;   /** `true`: only where there is no date. */
  ifEmpty: boolean; ifEquals?: never; ifLater?: never; }
  |  { ifEarlier?: never; ifEmpty?: never;   /** Only where the field holds this date. */
  ifEquals: string; ifLater?: never; }
  |  { ifEarlier?: never; ifEmpty?: never; ifEquals?: never;   /** `true`: only where the date held is later than the new one. An empty field is not. */
  ifLater: boolean; };

/** Tests of a day. What has no value is neither before nor after anything. All tests that are given must hold, and at least one must be given. */
export type DateFilter = {
  /** It is later. */
  after?: string | null | undefined;
  /** It is earlier. */
  before?: string | null | undefined;
  /** It lies between these, both included. */
  between?: DateRange | null | undefined;
  /** It is this. */
  eq?: string | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<string> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: string | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<string> | null | undefined;
  /** It is later, or the same. */
  onOrAfter?: string | null | undefined;
  /** It is earlier, or the same. */
  onOrBefore?: string | null | undefined;
  /** It lies between today and the day so many days from now: `30` = today and the next 30 days, `-30` = the last 30 days and today, `0` = today. Days are those of the institution’s time zone, and "today" is the day on which the filter is used: in a saved search it moves on. */
  withinDays?: number | null | undefined;
};

/** From one to another, both included. */
export type DateRange = {
  /** The first. */
  from: string;
  /** The last; not before the first. */
  to: string;
};

/** Tests of an instant. What has no value is neither before nor after anything. All tests that are given must hold, and at least one must be given. */
export type DateTimeFilter = {
  /** It is later. */
  after?: string | null | undefined;
  /** It is earlier. */
  before?: string | null | undefined;
  /** It lies between these, both included. */
  between?: DateTimeRange | null | undefined;
  /** It is this. */
  eq?: string | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<string> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: string | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<string> | null | undefined;
  /** It is later, or the same. */
  onOrAfter?: string | null | undefined;
  /** It is earlier, or the same. */
  onOrBefore?: string | null | undefined;
  /** It lies between today and the day so many days from now: `30` = today and the next 30 days, `-30` = the last 30 days and today, `0` = today. Days are those of the institution’s time zone, and "today" is the day on which the filter is used: in a saved search it moves on. */
  withinDays?: number | null | undefined;
};

/** From one to another, both included. */
export type DateTimeRange = {
  /** The first. */
  from: string;
  /** The last; not before the first. */
  to: string;
};

/** What disableBlock needs to know. */
export type DisableBlockInput = {
  /** `true`: every one the user has, whatever it is. Needed where no criterion is given. */
  all?: boolean | null | undefined;
  /** Only blocks for this reason: a code of the code table BLOCK_CODE. */
  code?: string | null | undefined;
  /** Only blocks whose remark contains this; case makes no difference. */
  noteContains?: string | null | undefined;
  /** Only blocks of this type: a code of the code table BLOCK_TYPE. */
  type?: string | null | undefined;
};

/** What disableSms needs to know. */
export type DisableSmsInput = {
  /** Only where text messages go to a number of this type: a code of the code table PHONE_TYPE. */
  phoneType?: string | null | undefined;
};

/** What exportToIdentityProvider needs to know. */
export type ExportToIdentityProviderInput = {
  /** `true`: users whose account is not in force are left out; otherwise they are sent as inactive ones. */
  activeOnly?: boolean | null | undefined;
};

/** Sets a field only where what it holds satisfies the condition; other users end as UNCHANGED with CONDITION_NOT_MET. */
export type FieldConditionInput =
  {   /** `true`: only where the field is empty. */
  ifEmpty: boolean; ifEquals?: never; }
  |  { ifEmpty?: never;   /** Only where the field holds this value. */
  ifEquals: string; };

/** The gender as it was stated. */
export type Gender =
  /** Female. */
  | 'FEMALE'
  /** Male. */
  | 'MALE'
  /** Expressly not stated. */
  | 'NONE'
  /** Another. */
  | 'OTHER';

/** Tests of one of several fixed values. All tests that are given must hold, and at least one must be given. */
export type GenderFilter = {
  /** It is this. */
  eq?: Gender | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<Gender> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: Gender | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<Gender> | null | undefined;
};

/** Makes an identifier of the primary id, which no two users share. */
export type IdentifierFromPrimaryIdInput = {
  /** Put before the primary id; at most 100 characters. */
  prefix?: string | null | undefined;
  /** Put after it; at most 100 characters. */
  suffix?: string | null | undefined;
};

/** The identifier of one user. */
export type IdentifierOfUserInput = {
  /** The primary id of the user; case makes no difference. */
  primaryId: string;
  /** The identifier; upper and lower case differ, leading zeros count. */
  value: string;
};

/** Where each user's new identifier comes from. */
export type IdentifierValueInput =
  {   /** An identifier for each user by name, at most 1,000. Members of the set who are not named keep theirs. */
  byUser: Array<IdentifierOfUserInput>; fromPrimaryId?: never; }
  |  { byUser?: never;   /** The primary id of the user, with something before or after it. */
  fromPrimaryId: IdentifierFromPrimaryIdInput; };

/** What a completed job came to. */
export type JobConclusion =
  /** The set had no members. */
  | 'NOTHING_TO_DO'
  /** Every user was updated, without a warning. */
  | 'SUCCESS'
  /** At least one user ended in an error. */
  | 'WITH_ERRORS'
  /** No errors, but users with warnings; those with nothing to change are among them. */
  | 'WITH_WARNINGS';

/** Where a job stands. Each state has its timestamp in Job. */
export type JobState =
  /** Ended by a person before every user was processed; the rest is reported as skipped. */
  | 'CANCELLED'
  /** Cancelled; the chunks in hand are being finished. */
  | 'CANCELLING'
  /** Ended: every user was processed. See the conclusion. */
  | 'COMPLETED'
  /** Ended by the system before every user was processed. See the failure code. */
  | 'FAILED'
  /** All users are done; what remains is being brought to its end. */
  | 'FINALIZING'
  /** A worker has it and freezes the members of its set. */
  | 'INITIALIZING'
  /** Waits for a worker. */
  | 'QUEUED'
  /** Users are being changed, chunk by chunk. */
  | 'RUNNING'
  /** Waits for its time. */
  | 'SCHEDULED';

/** What notify needs to know. */
export type NotifyInput = {
  /** Text of this run, put into the letter where its template says so; at most 10,000 characters. */
  extraText?: string | null | undefined;
  /** The code of a letter, in the version that is current when the job is submitted. */
  letter: string;
  /** Whether it goes to users as well whose account is inactive or has expired. */
  sendToInactive?: boolean | null | undefined;
};

/** What optInLetter needs to know. */
export type OptInLetterInput = {
  /** `true`: whichever letters are kept from the user. */
  all?: boolean | null | undefined;
  /** A code of the code table LETTER, which may be gone from it. */
  letter?: string | null | undefined;
};

/** What optOutLetter needs to know. */
export type OptOutLetterInput = {
  /** `true`: every letter of the code table LETTER. Those added later are sent. */
  all?: boolean | null | undefined;
  /** A code of the code table LETTER. */
  letter?: string | null | undefined;
};

/** What an action did to a user, or why it did nothing. A code, once released, keeps its meaning. */
export type OutcomeCode =
  /** UPDATED. The account was of the other kind: internal, or external. */
  | 'ACCOUNT_CONVERTED'
  /** UPDATED. At least one active block met the criteria. */
  | 'BLOCKS_DISABLED'
  /** UPDATED. At least one block met the criteria. */
  | 'BLOCKS_REMOVED'
  /** UPDATED. No active block with the same type, code, remark and end was there. */
  | 'BLOCK_ADDED'
  /** UNCHANGED. An active block with the same type, code, remark and end was there. */
  | 'BLOCK_ALREADY_THERE'
  /** UNCHANGED. No block, of those to be disabled no active one, met the criteria. */
  | 'BLOCK_NOT_FOUND'
  /** WARNING. Of a revert: something the job had changed holds another value by now, or its place is taken. */
  | 'CHANGED_SINCE'
  /** ERROR. A code of a code table, a circulation desk or a service unit was deleted while the job ran. */
  | 'CODE_GONE'
  /** UNCHANGED. The field's value does not satisfy the action's condition. */
  | 'CONDITION_NOT_MET'
  /** UNCHANGED. None of the e-mail addresses looked at holds what is looked for. */
  | 'EMAIL_NOT_FOUND'
  /** ERROR. The address that would come of it is too long, or what stands before its @ is no part of an e-mail address. */
  | 'EMAIL_NOT_VALID'
  /** UPDATED. At least one of the e-mail addresses looked at held what was looked for. Those that became the same became one. */
  | 'EMAIL_REPLACED'
  /** UPDATED. The export was put into the outbox; the report tells what became of it. */
  | 'EXPORT_QUEUED'
  /** WARNING. A field was changed on an external account, or an entry of the external segment was added, changed or removed. */
  | 'EXTERNAL_LOAD_MAY_OVERWRITE'
  /** UNCHANGED. Setting it would change nothing. */
  | 'FIELD_ALREADY_SET'
  /** UPDATED. The field held a value, the action gives none, and the condition was met. */
  | 'FIELD_CLEARED'
  /** UPDATED. The field held another value, or none, and the condition was met. */
  | 'FIELD_SET'
  /** UPDATED. At least one identifier met the criteria. */
  | 'IDENTIFIERS_REMOVED'
  /** UPDATED. The user had the identifier, but inactive. */
  | 'IDENTIFIER_ACTIVATED'
  /** UPDATED. Nobody had it. */
  | 'IDENTIFIER_ADDED'
  /** UNCHANGED. It was there, and active, whatever its remark and segment. */
  | 'IDENTIFIER_ALREADY_THERE'
  /** UNCHANGED. No identifier met the criteria. */
  | 'IDENTIFIER_NOT_FOUND'
  /** UNCHANGED. The identifiers were given by user, and this one is not named. */
  | 'IDENTIFIER_NOT_GIVEN'
  /** ERROR. Another user holds an identifier of the same type and value. */
  | 'IDENTIFIER_TAKEN'
  /** ERROR. A fault of the program, which is in its log. The other users are not affected. */
  | 'INTERNAL_ERROR'
  /** SKIPPED. The job was cancelled before the chunk of this user began. */
  | 'JOB_CANCELLED'
  /** SKIPPED. The job ended in FAILED before the chunk of this user began. */
  | 'JOB_FAILED'
  /** ERROR. The change would leave the institution without an active General System Administrator, or with none whose account and role have no end. */
  | 'LAST_SYSTEM_ADMINISTRATOR'
  /** WARNING. Of a revert: the job had sent the user a letter, or may have. */
  | 'LETTER_NOT_UNSENT'
  /** WARNING. The user has opted out of the letter. */
  | 'LETTER_OPTED_OUT'
  /** UPDATED. At least one of the letters was not kept from the user. */
  | 'LETTER_OPT_OUT_ADDED'
  /** UNCHANGED. The user had opted out of every one of the letters. */
  | 'LETTER_OPT_OUT_ALREADY_THERE'
  /** UNCHANGED. The user had opted out of none of the letters. */
  | 'LETTER_OPT_OUT_NOT_FOUND'
  /** UPDATED. At least one of the letters was kept from the user. */
  | 'LETTER_OPT_OUT_REMOVED'
  /** UPDATED. The letter was put into the outbox; the report tells what became of it. */
  | 'LETTER_QUEUED'
  /** UPDATED. At least one note met the criteria. */
  | 'NOTES_REMOVED'
  /** UPDATED. Always, where the user could be changed. */
  | 'NOTE_ADDED'
  /** UNCHANGED. No note met the criteria. */
  | 'NOTE_NOT_FOUND'
  /** UNCHANGED. Of a revert: everything the job had changed is as before already, or was changed since. */
  | 'NOTHING_TO_RESTORE'
  /** ERROR. A user's actions succeed or fail together. */
  | 'NOT_APPLIED'
  /** WARNING. The record holds no e-mail address that a letter could be sent to. */
  | 'NO_EMAIL_ADDRESS'
  /** WARNING. The account was converted, but a letter to the user would be withheld: the warning beside this one says why. */
  | 'NO_PASSWORD_GIVEN'
  /** WARNING. The user is the one who submitted the job. The action was left out for them. */
  | 'OWN_RECORD_PROTECTED'
  /** WARNING. Of a revert: the password went when the account was made external, and nobody keeps it. */
  | 'PASSWORD_NOT_RESTORED'
  /** WARNING. An account became external. */
  | 'PASSWORD_REMOVED'
  /** UPDATED. The user did not have it. */
  | 'RESOURCE_SHARING_LIBRARY_ADDED'
  /** UNCHANGED. It was there. */
  | 'RESOURCE_SHARING_LIBRARY_ALREADY_THERE'
  /** UNCHANGED. It was not there. */
  | 'RESOURCE_SHARING_LIBRARY_NOT_FOUND'
  /** UPDATED. The user had it. */
  | 'RESOURCE_SHARING_LIBRARY_REMOVED'
  /** UPDATED. Of a revert: what the job had changed, and nobody since, was restored. */
  | 'RESTORED'
  /** ERROR. Who submitted the job holds no rank that may hand out this role. */
  | 'ROLE_ABOVE_YOUR_OWN'
  /** UPDATED. The user did not hold the role at this scope. */
  | 'ROLE_ADDED'
  /** UNCHANGED. The role at this scope is active and has the expiry date and parameters given, where any were. */
  | 'ROLE_ALREADY_HELD'
  /** UPDATED. The user held the role at this scope, but inactive, expired, or with another expiry date or other parameters than the ones given. */
  | 'ROLE_CHANGED'
  /** UNCHANGED. There is no role of this type at this scope. */
  | 'ROLE_NOT_HELD'
  /** ERROR. Who submitted the job manages other libraries than the scope of the role. */
  | 'ROLE_OUTSIDE_YOUR_SCOPE'
  /** UPDATED. The user held the role at this scope. */
  | 'ROLE_REMOVED'
  /** UNCHANGED. No phone number, of the type given where one was, is the one for text messages. */
  | 'SMS_ALREADY_DISABLED'
  /** UPDATED. A phone number of the user was the one for text messages. */
  | 'SMS_DISABLED'
  /** UPDATED. At least one met the criteria. */
  | 'STATISTICS_REMOVED'
  /** UPDATED. The user did not have it. */
  | 'STATISTIC_ADDED'
  /** UNCHANGED. It was there, whatever its remark and segment; where no type was given, under any type. */
  | 'STATISTIC_ALREADY_THERE'
  /** UNCHANGED. None met the criteria. */
  | 'STATISTIC_NOT_FOUND'
  /** UNCHANGED. The actions of the job cancelled out for this user: nothing is different in the end. */
  | 'TAKEN_BACK'
  /** ERROR. The user holds, in whatever state, a role for managing users or administration that who submitted the job may not grant: ending, reviving or purging the account would be removing or granting it, and who may choose where their letters go could sign in as them. */
  | 'USER_ABOVE_YOUR_OWN'
  /** WARNING. The account is inactive or has expired. */
  | 'USER_INACTIVE_NO_LETTER'
  /** ERROR. The user was deleted, or left the scope of who submitted the job, after the set was frozen. */
  | 'USER_NOT_FOUND'
  /** ERROR. A constraint of the record would be broken; the detail names it. */
  | 'VALUE_REFUSED';

/** The job to be previewed: as it would be submitted. */
export type PreviewUpdateNotifyJobInput = {
  /** What to do to each user, in this order; at most 50. */
  actions: Array<UserActionInput>;
  /** The set. */
  setId: string;
};

/** Where one user of a job ended. */
export type RecordOutcome =
  /** Nothing of this user was changed, because an action could not be carried out. */
  | 'ERROR'
  /** The job ended before this user. */
  | 'SKIPPED'
  /** Nothing to change: what was asked for was already so. Counts as a warning. */
  | 'UNCHANGED'
  /** Changed. */
  | 'UPDATED'
  /** With something to tell: changed, while another action had nothing to change or a warning; or left out of an action. */
  | 'WARNING';

/** What kind of record it is. */
export type RecordType =
  /** Somebody to be reached, with no account to use: a vendor’s contact. */
  | 'CONTACT'
  /** Somebody who uses the library. */
  | 'PUBLIC'
  /** Somebody who works for it. */
  | 'STAFF';

/** Tests of one of several fixed values. All tests that are given must hold, and at least one must be given. */
export type RecordTypeFilter = {
  /** It is this. */
  eq?: RecordType | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<RecordType> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: RecordType | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<RecordType> | null | undefined;
};

/** When a job is to run again and again. Where the clocks leave a time out, it runs as much later as they jump; a time that comes twice counts once. */
export type RecurrenceInput = {
  /** How many runs there are to be: jobs that began; those that were skipped do not count. Left out: no end. */
  endsAfter?: number | null | undefined;
  /** The last day on which it may run. Left out: no end. */
  endsOn?: string | null | undefined;
  /** When it runs. */
  rule: RecurrenceRuleInput;
  /** The IANA name of the time zone that the times are meant in. Left out: the institution’s. */
  timeZone?: string | null | undefined;
};

/** Every so many days, weeks or months, at a time of the day. */
export type RecurrenceIntervalInput = {
  /** The time of the day, `HH:MM`, of the clock on the wall. */
  at: string;
  /** How many of the unit lie between two runs, at most 1,000. */
  count?: number | null | undefined;
  /** The first day, from which all others are counted; a week keeps its weekday, a month its day: the 31st is the last day of a shorter month. Left out: the day of `runAt`, or today. */
  startsOn?: string | null | undefined;
  /** What is counted. */
  unit: RecurrenceUnit;
};

/** Exactly one of these. */
export type RecurrenceRuleInput =
  {   /** A cron expression of five fields: minute, hour, day of the month, month, day of the week. */
  cron: string; every?: never; }
  |  { cron?: never;   /** Every so many days, weeks or months. */
  every: RecurrenceIntervalInput; };

/** What the interval between two runs is counted in. */
export type RecurrenceUnit =
  /** Days. */
  | 'DAY'
  /** Months; the day of the month stays, or is the last one of a shorter month. */
  | 'MONTH'
  /** Weeks; the weekday stays. */
  | 'WEEK';

/** What removeBlock needs to know. */
export type RemoveBlockInput = {
  /** `true`: every one the user has, whatever it is. Needed where no criterion is given. */
  all?: boolean | null | undefined;
  /** Only blocks for this reason: a code of the code table BLOCK_CODE. */
  code?: string | null | undefined;
  /** Only blocks whose remark contains this; case makes no difference. */
  noteContains?: string | null | undefined;
  /** Only blocks of this status. */
  status?: UserStatus | null | undefined;
  /** Only blocks of this type: a code of the code table BLOCK_TYPE. */
  type?: string | null | undefined;
};

/** What removeIdentifiers needs to know. */
export type RemoveIdentifiersInput = {
  /** `true`: every one the user has, whatever it is. Needed where no criterion is given. */
  all?: boolean | null | undefined;
  /** Only identifiers of this segment. */
  segment?: SegmentType | null | undefined;
  /** Only identifiers of this status. */
  status?: UserStatus | null | undefined;
  /** Only identifiers of this type: a code of the code table IDENTIFIER_TYPE. */
  type?: string | null | undefined;
  /** Only identifiers that begin with this; upper and lower case differ, leading zeros count. */
  valueStartsWith?: string | null | undefined;
};

/** What removeNotes needs to know. */
export type RemoveNotesInput = {
  /** `true`: every one the user has, whatever it is. Needed where no criterion is given. */
  all?: boolean | null | undefined;
  /** Only notes made before this instant. */
  createdBefore?: string | null | undefined;
  /** Only notes made by the user with this primary id; case makes no difference. */
  createdBy?: string | null | undefined;
  /** Only notes made more than so many times 24 hours before the members of the set were frozen. */
  olderThanDays?: number | null | undefined;
  /** Only notes of this segment. */
  segment?: SegmentType | null | undefined;
  /** Only notes that contain this; case makes no difference. */
  textContains?: string | null | undefined;
  /** Only notes that say this and nothing else. */
  textEquals?: string | null | undefined;
  /** Only notes of this type: a code of the code table NOTE_TYPE. */
  type?: string | null | undefined;
};

/** What removeResourceSharingLibrary needs to know. */
export type RemoveResourceSharingLibraryInput = {
  /** The code of a library, which may be gone. */
  library: string;
};

/** What removeRole needs to know. */
export type RemoveRoleInput = {
  /** The code ("58") or the key ("LICENSE_VIEWER") of a role type. */
  roleType: string;
  /** The scope at which the role is held. The same role at another scope is left alone. */
  scope: RoleScopeInput;
};

/** What removeStatistic needs to know. */
export type RemoveStatisticInput = {
  /** `true`: every one the user has, whatever it is. Needed where no criterion is given. */
  all?: boolean | null | undefined;
  /** Only this category: a code of the code table STATISTIC_CATEGORY. */
  category?: string | null | undefined;
  /** Only those of this type: a code of the code table STATISTIC_TYPE. */
  type?: string | null | undefined;
};

/** What replaceEmail needs to know. */
export type ReplaceEmailInput = {
  /** What is looked for: `@old.example`, the domain of addresses, or a whole address; case makes no difference. */
  find: string;
  /** Whether domains below the one looked for change, too: `@students.old.example`. */
  includeSubdomains?: boolean | null | undefined;
  /** Whether only the preferred address of each user is looked at. */
  preferredOnly?: boolean | null | undefined;
  /** What takes its place: `@new.example`, or a whole address, as in `find`. */
  replace: string;
};

/** A parameter of a role, such as the circulation desk it is held at. */
export type RoleParameterInput = {
  /** Which parameter. */
  name: RoleParameterName;
  /** The code of a circulation desk or service unit of the scope's library; a metadata type; `true` or `false` for READ_ONLY. */
  value: string;
};

/** What a role may be narrowed to. */
export type RoleParameterName =
  /** A circulation desk of the library, by its code. */
  | 'CIRCULATION_DESK'
  /** A type of metadata. */
  | 'METADATA_TYPE'
  /** `true`: looking without changing. */
  | 'READ_ONLY'
  /** A service unit of the library, by its code. */
  | 'SERVICE_UNIT';

/** Tests of one of several fixed values. All tests that are given must hold, and at least one must be given. */
export type RoleParameterNameFilter = {
  /** It is this. */
  eq?: RoleParameterName | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<RoleParameterName> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: RoleParameterName | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<RoleParameterName> | null | undefined;
};

/** Where a role is held: at the institution or at one library. */
export type RoleScopeInput =
  {   /** `true`: the whole institution. */
  institution: boolean; library?: never; }
  |  { institution?: never;   /** The code of one library. */
  library: string; };

/** Which segment of the record an entry that is added goes into. */
export type SegmentChoice =
  /** That of the account: external for external accounts, else internal. */
  | 'BY_USER_ACCOUNT_TYPE'
  /** The external one: the next load from the source system replaces it. */
  | 'EXTERNAL'
  /** The internal one: loads from a source system leave it alone. */
  | 'INTERNAL';

/** Who a part of the record belongs to. */
export type SegmentType =
  /** The system the user comes from: its next load replaces it. */
  | 'EXTERNAL'
  /** The library: loads leave it alone. */
  | 'INTERNAL';

/** Tests of one of several fixed values. All tests that are given must hold, and at least one must be given. */
export type SegmentTypeFilter = {
  /** It is this. */
  eq?: SegmentType | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<SegmentType> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: SegmentType | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<SegmentType> | null | undefined;
};

/** What setCampus needs to know. */
export type SetCampusInput = {
  /** A code of the code table CAMPUS; null clears the field. One of the two must be given. */
  campus?: string | null | undefined;
  /** Left out: always. */
  condition?: FieldConditionInput | null | undefined;
};

/** What setCatalogerLevel needs to know. */
export type SetCatalogerLevelInput = {
  /** A code of the code table CATALOGER_LEVEL; null clears the field. One of the two must be given. */
  catalogerLevel?: string | null | undefined;
  /** Left out: always. */
  condition?: FieldConditionInput | null | undefined;
};

/** What setExpiryDate needs to know. */
export type SetExpiryDateInput = {
  /** Left out: always. */
  condition?: DateConditionInput | null | undefined;
  /** The new date; null clears the field. One of the two must be given. */
  date?: string | null | undefined;
};

/** What setJobCategory needs to know. */
export type SetJobCategoryInput = {
  /** Left out: always. */
  condition?: FieldConditionInput | null | undefined;
  /** A code of the code table JOB_CATEGORY; null clears the field. One of the two must be given. */
  jobCategory?: string | null | undefined;
};

/** What setJobDescription needs to know. */
export type SetJobDescriptionInput = {
  /** Left out: always. */
  condition?: FieldConditionInput | null | undefined;
  /** The new text, at most 255 characters; null clears the field. One of the two must be given. */
  jobDescription?: string | null | undefined;
};

/** What setPreferredLanguage needs to know. */
export type SetPreferredLanguageInput = {
  /** Left out: always. */
  condition?: FieldConditionInput | null | undefined;
  /** A code of the code table PREFERRED_LANGUAGE; null clears the field. One of the two must be given. */
  preferredLanguage?: string | null | undefined;
};

/** What setPurgeDate needs to know. */
export type SetPurgeDateInput = {
  /** Left out: always. */
  condition?: DateConditionInput | null | undefined;
  /** The new date; null clears the field. One of the two must be given. */
  date?: string | null | undefined;
};

/** What setStatus needs to know. */
export type SetStatusInput = {
  /** Left out: always. */
  condition?: FieldConditionInput | null | undefined;
  /** The new status. */
  status: UserStatus;
};

/** What setTitle needs to know. */
export type SetTitleInput = {
  /** Left out: always. */
  condition?: FieldConditionInput | null | undefined;
  /** A code of the code table TITLE; null clears the field. One of the two must be given. */
  title?: string | null | undefined;
};

/** What setUserGroup needs to know. */
export type SetUserGroupInput = {
  /** Left out: always. */
  condition?: FieldConditionInput | null | undefined;
  /** A code of the code table USER_GROUP. */
  userGroup: string;
};

/** What submitUpdateNotifyJob needs to know. */
export type SubmitUpdateNotifyJobInput = {
  /** What to do to each user, in this order; at most 50. */
  actions: Array<UserActionInput>;
  /** From the preview of this set with these actions. Refused when it is of others, or others are in the set by now; a job that starts at once is held against it again when its members are frozen. */
  confirmation?: string | null | undefined;
  /** Any text of yours. The same key with the same input gives the same job; with another input, IdempotencyConflict. */
  idempotencyKey?: string | null | undefined;
  /** Left out: `Update/Notify Users - <set> - <time>`. */
  name?: string | null | undefined;
  /** Whether you get a letter with the numbers of the report when the job has ended; of a schedule, after each run. */
  notifyAtEnd?: boolean | null | undefined;
  /** To run it again and again: each run is a job of its own, and this one the first. See `Job.schedule`. */
  recurrence?: RecurrenceInput | null | undefined;
  /** When to start, or when the first run is; left out, or a time that has passed: at once. */
  runAt?: string | null | undefined;
  /** The set. Its members are frozen when the job starts. */
  setId: string;
};

/** Tests of words. Upper and lower case are the same, accents differ; no character is a wildcard. All tests that are given must hold, and at least one must be given. */
export type TextFilter = {
  /** It has this in it, anywhere. */
  contains?: string | null | undefined;
  /** It is this. */
  eq?: string | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<string> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: string | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<string> | null | undefined;
  /** It begins with this. */
  startsWith?: string | null | undefined;
};

/** One action of a job: exactly one of these. */
export type UserActionInput =
  {   /** Adds a block. Where an active one with the same type, code, remark and end is there, nothing is added. */
  addBlock: AddBlockInput; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never;   /** Adds an identifier, to each user one of their own. Where the user has it already it is made active; where somebody else has it, the user ends in an error. */
  addIdentifier: AddIdentifierInput; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never;   /** Adds a note. Left to itself it is an internal one, which no load from a source system replaces. */
  addNote: AddNoteInput; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never;   /** Adds a library through which users may order from other institutions. */
  addResourceSharingLibrary: AddResourceSharingLibraryInput; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never;   /** Adds a role at a scope. A role already held there is left as it is, or brought to the given expiry date and parameters and made active. */
  addRole: AddRoleInput; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never;   /** Adds a statistical category. Where it is there already, it is left as it is, remark included. */
  addStatistic: AddStatisticInput; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never;   /** Converts accounts. To internal: the user gets a temporary password by letter, to be changed at the first sign-in. To external: the source system looks after the account, and its password here goes for good: a revert restores everything but that. */
  convertAccount: ConvertAccountInput; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never;   /** Makes the active blocks that meet all of the criteria given inactive; with `all: true`, every block. They stay in the record. */
  disableBlock: DisableBlockInput; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never;   /** Stops text messages to users. Their phone numbers stay. */
  disableSms: DisableSmsInput; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never;   /** Sends users to the identity provider that the institution has set up (SCIM 2.0): new ones are created there, others brought up to date, as they are when they are delivered. */
  exportToIdentityProvider: ExportToIdentityProviderInput; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never;   /** Sends a letter to users: once to each, whatever becomes of the job in between. It speaks of their record as it is when it is delivered. */
  notify: NotifyInput; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never;   /** Ends that a letter is kept from users; with `all: true`, that any is. */
  optInLetter: OptInLetterInput; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never;   /** Keeps a letter from users; with `all: true`, every letter there is when the job is submitted. */
  optOutLetter: OptOutLetterInput; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never;   /** Removes the blocks that meet all of the criteria given; with `all: true`, every block. */
  removeBlock: RemoveBlockInput; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never;   /** Removes the identifiers that meet all of the criteria given; with `all: true`, every identifier. */
  removeIdentifiers: RemoveIdentifiersInput; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never;   /** Removes the notes that meet all of the criteria given; with `all: true`, every note. */
  removeNotes: RemoveNotesInput; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never;   /** Takes away a library through which users may order from other institutions. */
  removeResourceSharingLibrary: RemoveResourceSharingLibraryInput; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never;   /** Removes a role at a scope, whatever its status, expiry date and parameters. */
  removeRole: RemoveRoleInput; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never;   /** Removes the statistical categories that meet all of the criteria given; with `all: true`, every one the user has. */
  removeStatistic: RemoveStatisticInput; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never;   /** Replaces the domain of e-mail addresses, or a whole address. Two addresses that become the same become one. */
  replaceEmail: ReplaceEmailInput; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never;   /** Sets or clears the campus of users. */
  setCampus: SetCampusInput; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never;   /** Sets or clears the cataloger level of users: how far their permissions as catalogers go. */
  setCatalogerLevel: SetCatalogerLevelInput; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never;   /** Sets or clears the expiry date of accounts: the last day they are valid on. */
  setExpiryDate: SetExpiryDateInput; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never;   /** Sets or clears the job category of users: what they do at the library. */
  setJobCategory: SetJobCategoryInput; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never;   /** Sets or clears the job description of users, which is free text. */
  setJobDescription: SetJobDescriptionInput; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never;   /** Sets or clears the preferred language of users, in which letters are written to them. */
  setPreferredLanguage: SetPreferredLanguageInput; setPurgeDate?: never; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never;   /** Sets or clears the purge date of users: the day from which their records may be deleted. */
  setPurgeDate: SetPurgeDateInput; setStatus?: never; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never;   /** Makes accounts active or inactive. */
  setStatus: SetStatusInput; setTitle?: never; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never;   /** Sets or clears the title by which users are addressed. */
  setTitle: SetTitleInput; setUserGroup?: never; }
  |  { addBlock?: never; addIdentifier?: never; addNote?: never; addResourceSharingLibrary?: never; addRole?: never; addStatistic?: never; convertAccount?: never; disableBlock?: never; disableSms?: never; exportToIdentityProvider?: never; notify?: never; optInLetter?: never; optOutLetter?: never; removeBlock?: never; removeIdentifiers?: never; removeNotes?: never; removeResourceSharingLibrary?: never; removeRole?: never; removeStatistic?: never; replaceEmail?: never; setCampus?: never; setCatalogerLevel?: never; setExpiryDate?: never; setJobCategory?: never; setJobDescription?: never; setPreferredLanguage?: never; setPurgeDate?: never; setStatus?: never; setTitle?: never;   /** Puts users into a user group. */
  setUserGroup: SetUserGroupInput; };

/** Conditions on one address; `{}` is any. */
export type UserAddressFilter = {
  /** All of these hold. */
  and?: Array<UserAddressFilter> | null | undefined;
  /** The city. */
  city?: TextFilter | null | undefined;
  /** The country. */
  country?: TextFilter | null | undefined;
  /** The end date. */
  endDate?: DateFilter | null | undefined;
  /** The first line. */
  line1?: TextFilter | null | undefined;
  /** The second line. */
  line2?: TextFilter | null | undefined;
  /** The third line. */
  line3?: TextFilter | null | undefined;
  /** The fourth line. */
  line4?: TextFilter | null | undefined;
  /** The fifth line. */
  line5?: TextFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserAddressFilter | null | undefined;
  /** The note. */
  note?: TextFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserAddressFilter> | null | undefined;
  /** The postal code. */
  postalCode?: TextFilter | null | undefined;
  /** Whether it is preferred. */
  preferred?: BooleanFilter | null | undefined;
  /** The segment. */
  segment?: SegmentTypeFilter | null | undefined;
  /** The start date. */
  startDate?: DateFilter | null | undefined;
  /** The state or province. */
  stateProvince?: TextFilter | null | undefined;
  /** The types: codes of the code table ADDRESS_TYPE. */
  types?: CodeFilter | null | undefined;
};

/** Whether a user has such an address. */
export type UserAddressListFilter = {
  /** No address does; also true of users who have none at all. */
  none?: UserAddressFilter | null | undefined;
  /** At least one address meets all of these conditions. */
  some?: UserAddressFilter | null | undefined;
};

/** Conditions on one block; `{}` is any. */
export type UserBlockFilter = {
  /** All of these hold. */
  and?: Array<UserBlockFilter> | null | undefined;
  /** The code: codes of the code table BLOCK_CODE. */
  code?: CodeFilter | null | undefined;
  /** The time of creation. */
  createdAt?: DateTimeFilter | null | undefined;
  /** The creator’s primary id. */
  createdBy?: TextFilter | null | undefined;
  /** The time of expiry. */
  expiresAt?: DateTimeFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserBlockFilter | null | undefined;
  /** The note. */
  note?: TextFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserBlockFilter> | null | undefined;
  /** The segment. */
  segment?: SegmentTypeFilter | null | undefined;
  /** The status. */
  status?: UserStatusFilter | null | undefined;
  /** The type: codes of the code table BLOCK_TYPE. */
  type?: CodeFilter | null | undefined;
};

/** Whether a user has such a block. */
export type UserBlockListFilter = {
  /** No block does; also true of users who have none at all. */
  none?: UserBlockFilter | null | undefined;
  /** At least one block meets all of these conditions. */
  some?: UserBlockFilter | null | undefined;
};

/** Conditions on one e-mail address; `{}` is any. */
export type UserEmailFilter = {
  /** The address. */
  address?: TextFilter | null | undefined;
  /** All of these hold. */
  and?: Array<UserEmailFilter> | null | undefined;
  /** The description. */
  description?: TextFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserEmailFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserEmailFilter> | null | undefined;
  /** Whether it is preferred. */
  preferred?: BooleanFilter | null | undefined;
  /** The segment. */
  segment?: SegmentTypeFilter | null | undefined;
  /** The types: codes of the code table EMAIL_TYPE. */
  types?: CodeFilter | null | undefined;
};

/** Whether a user has such an e-mail address. */
export type UserEmailListFilter = {
  /** No e-mail address does; also true of users who have none at all. */
  none?: UserEmailFilter | null | undefined;
  /** At least one e-mail address meets all of these conditions. */
  some?: UserEmailFilter | null | undefined;
};

/** Which users. All conditions that are given must hold; `{}` is everybody. At most 500 conditions, 5,000 values and 24 levels. */
export type UserFilter = {
  /** The account type. */
  accountType?: AccountTypeFilter | null | undefined;
  /** Whether there is an address of this sort. */
  addresses?: UserAddressListFilter | null | undefined;
  /** All of these hold. */
  and?: Array<UserFilter> | null | undefined;
  /** The birth date. */
  birthDate?: DateFilter | null | undefined;
  /** Whether there is a block of this sort. */
  blocks?: UserBlockListFilter | null | undefined;
  /** The campus: codes of the code table CAMPUS. */
  campus?: CodeFilter | null | undefined;
  /** The cataloger level: codes of the code table CATALOGER_LEVEL. */
  catalogerLevel?: CodeFilter | null | undefined;
  /** The time of creation. */
  createdAt?: DateTimeFilter | null | undefined;
  /** Whether there is an e-mail address of this sort. */
  emails?: UserEmailListFilter | null | undefined;
  /** The expiry date. */
  expiryDate?: DateFilter | null | undefined;
  /** The external id. */
  externalId?: TextFilter | null | undefined;
  /** The first name. */
  firstName?: TextFilter | null | undefined;
  /** Whether it must change the password at the next sign-in. */
  forcePasswordChange?: BooleanFilter | null | undefined;
  /** The gender. */
  gender?: GenderFilter | null | undefined;
  /** Whether there is an identifier of this sort. */
  identifiers?: UserIdentifierListFilter | null | undefined;
  /** The job category: codes of the code table JOB_CATEGORY. */
  jobCategory?: CodeFilter | null | undefined;
  /** The job description. */
  jobDescription?: TextFilter | null | undefined;
  /** The last name. */
  lastName?: TextFilter | null | undefined;
  /** Whether there is a letter opt-out of this sort. */
  letterOptOuts?: UserLetterOptOutListFilter | null | undefined;
  /** The middle name. */
  middleName?: TextFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserFilter | null | undefined;
  /** Whether there is a note of this sort. */
  notes?: UserNoteListFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserFilter> | null | undefined;
  /** Whether there is a phone number of this sort. */
  phones?: UserPhoneListFilter | null | undefined;
  /** The preferred first name. */
  preferredFirstName?: TextFilter | null | undefined;
  /** The preferred language: codes of the code table PREFERRED_LANGUAGE. */
  preferredLanguage?: CodeFilter | null | undefined;
  /** The preferred last name. */
  preferredLastName?: TextFilter | null | undefined;
  /** The preferred middle name. */
  preferredMiddleName?: TextFilter | null | undefined;
  /** The primary id. */
  primaryId?: TextFilter | null | undefined;
  /** Whether there is a proxy of this sort. */
  proxies?: UserProxyListFilter | null | undefined;
  /** Whether there is a person to be proxy for of this sort. */
  proxyFor?: UserProxyForListFilter | null | undefined;
  /** The purge date. */
  purgeDate?: DateFilter | null | undefined;
  /** The record type. */
  recordType?: RecordTypeFilter | null | undefined;
  /** Whether there is a resource-sharing library of this sort. */
  resourceSharingLibraries?: UserResourceSharingLibraryListFilter | null | undefined;
  /** Whether there is a role of this sort. */
  roles?: UserRoleListFilter | null | undefined;
  /** Whether there is a statistical category of this sort. */
  statistics?: UserStatisticListFilter | null | undefined;
  /** The status. */
  status?: UserStatusFilter | null | undefined;
  /** The title: codes of the code table TITLE. */
  title?: CodeFilter | null | undefined;
  /** The last change. */
  updatedAt?: DateTimeFilter | null | undefined;
  /** The user group: codes of the code table USER_GROUP. */
  userGroup?: CodeFilter | null | undefined;
};

/** Conditions on one identifier; `{}` is any. */
export type UserIdentifierFilter = {
  /** All of these hold. */
  and?: Array<UserIdentifierFilter> | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserIdentifierFilter | null | undefined;
  /** The note. */
  note?: TextFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserIdentifierFilter> | null | undefined;
  /** The segment. */
  segment?: SegmentTypeFilter | null | undefined;
  /** The status. */
  status?: UserStatusFilter | null | undefined;
  /** The type: codes of the code table IDENTIFIER_TYPE. */
  type?: CodeFilter | null | undefined;
  /** The value. In eq, ne, in and notIn upper and lower case differ. */
  value?: TextFilter | null | undefined;
};

/** Whether a user has such an identifier. */
export type UserIdentifierListFilter = {
  /** No identifier does; also true of users who have none at all. */
  none?: UserIdentifierFilter | null | undefined;
  /** At least one identifier meets all of these conditions. */
  some?: UserIdentifierFilter | null | undefined;
};

/** Conditions on one letter opt-out; `{}` is any. */
export type UserLetterOptOutFilter = {
  /** All of these hold. */
  and?: Array<UserLetterOptOutFilter> | null | undefined;
  /** The letter: codes of the code table LETTER. */
  letter?: CodeFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserLetterOptOutFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserLetterOptOutFilter> | null | undefined;
};

/** Whether a user has such a letter opt-out. */
export type UserLetterOptOutListFilter = {
  /** No letter opt-out does; also true of users who have none at all. */
  none?: UserLetterOptOutFilter | null | undefined;
  /** At least one letter opt-out meets all of these conditions. */
  some?: UserLetterOptOutFilter | null | undefined;
};

/** Conditions on one note; `{}` is any. */
export type UserNoteFilter = {
  /** All of these hold. */
  and?: Array<UserNoteFilter> | null | undefined;
  /** The time of creation. */
  createdAt?: DateTimeFilter | null | undefined;
  /** The creator’s primary id. */
  createdBy?: TextFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserNoteFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserNoteFilter> | null | undefined;
  /** Whether it pops up. */
  popup?: BooleanFilter | null | undefined;
  /** The segment. */
  segment?: SegmentTypeFilter | null | undefined;
  /** The text. */
  text?: TextFilter | null | undefined;
  /** The type: codes of the code table NOTE_TYPE. */
  type?: CodeFilter | null | undefined;
  /** Whether it is viewable by the user. */
  userViewable?: BooleanFilter | null | undefined;
};

/** Whether a user has such a note. */
export type UserNoteListFilter = {
  /** No note does; also true of users who have none at all. */
  none?: UserNoteFilter | null | undefined;
  /** At least one note meets all of these conditions. */
  some?: UserNoteFilter | null | undefined;
};

/** Conditions on one phone number; `{}` is any. */
export type UserPhoneFilter = {
  /** All of these hold. */
  and?: Array<UserPhoneFilter> | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserPhoneFilter | null | undefined;
  /** The number. */
  number?: TextFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserPhoneFilter> | null | undefined;
  /** Whether it is preferred. */
  preferred?: BooleanFilter | null | undefined;
  /** Whether it is preferred for text messages. */
  preferredSms?: BooleanFilter | null | undefined;
  /** The segment. */
  segment?: SegmentTypeFilter | null | undefined;
  /** The types: codes of the code table PHONE_TYPE. */
  types?: CodeFilter | null | undefined;
};

/** Whether a user has such a phone number. */
export type UserPhoneListFilter = {
  /** No phone number does; also true of users who have none at all. */
  none?: UserPhoneFilter | null | undefined;
  /** At least one phone number meets all of these conditions. */
  some?: UserPhoneFilter | null | undefined;
};

/** Conditions on one proxy; `{}` is any. */
export type UserProxyFilter = {
  /** All of these hold. */
  and?: Array<UserProxyFilter> | null | undefined;
  /** The expiry date. */
  expiryDate?: DateFilter | null | undefined;
  /** The first name. */
  firstName?: TextFilter | null | undefined;
  /** The last name. */
  lastName?: TextFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserProxyFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserProxyFilter> | null | undefined;
  /** The primary id. */
  primaryId?: TextFilter | null | undefined;
  /** The record type. */
  recordType?: RecordTypeFilter | null | undefined;
  /** The status. */
  status?: UserStatusFilter | null | undefined;
  /** The user group: codes of the code table USER_GROUP. */
  userGroup?: CodeFilter | null | undefined;
};

/** Conditions on one person to be proxy for; `{}` is any. */
export type UserProxyForFilter = {
  /** All of these hold. */
  and?: Array<UserProxyForFilter> | null | undefined;
  /** The expiry date. */
  expiryDate?: DateFilter | null | undefined;
  /** The first name. */
  firstName?: TextFilter | null | undefined;
  /** The last name. */
  lastName?: TextFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserProxyForFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserProxyForFilter> | null | undefined;
  /** The primary id. */
  primaryId?: TextFilter | null | undefined;
  /** The record type. */
  recordType?: RecordTypeFilter | null | undefined;
  /** The status. */
  status?: UserStatusFilter | null | undefined;
  /** The user group: codes of the code table USER_GROUP. */
  userGroup?: CodeFilter | null | undefined;
};

/** Whether a user has such a person to be proxy for. */
export type UserProxyForListFilter = {
  /** No person to be proxy for does; also true of users who have none at all. */
  none?: UserProxyForFilter | null | undefined;
  /** At least one person to be proxy for meets all of these conditions. */
  some?: UserProxyForFilter | null | undefined;
};

/** Whether a user has such a proxy. */
export type UserProxyListFilter = {
  /** No proxy does; also true of users who have none at all. */
  none?: UserProxyFilter | null | undefined;
  /** At least one proxy meets all of these conditions. */
  some?: UserProxyFilter | null | undefined;
};

/** Conditions on one resource-sharing library; `{}` is any. */
export type UserResourceSharingLibraryFilter = {
  /** All of these hold. */
  and?: Array<UserResourceSharingLibraryFilter> | null | undefined;
  /** The library: codes of libraries. */
  library?: CodeFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserResourceSharingLibraryFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserResourceSharingLibraryFilter> | null | undefined;
};

/** Whether a user has such a resource-sharing library. */
export type UserResourceSharingLibraryListFilter = {
  /** No resource-sharing library does; also true of users who have none at all. */
  none?: UserResourceSharingLibraryFilter | null | undefined;
  /** At least one resource-sharing library meets all of these conditions. */
  some?: UserResourceSharingLibraryFilter | null | undefined;
};

/** Conditions on one role; `{}` is any. */
export type UserRoleFilter = {
  /** All of these hold. */
  and?: Array<UserRoleFilter> | null | undefined;
  /** The time of creation. */
  createdAt?: DateTimeFilter | null | undefined;
  /** The creator’s primary id. */
  createdBy?: TextFilter | null | undefined;
  /** The expiry date. */
  expiresOn?: DateFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserRoleFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserRoleFilter> | null | undefined;
  /** Whether there is a parameter of this sort. */
  parameters?: UserRoleParameterListFilter | null | undefined;
  /** The role type, by its code (`58`) or its key (`LICENSE_VIEWER`). */
  roleType?: CodeFilter | null | undefined;
  /** The scope. */
  scope?: UserRoleScopeFilter | null | undefined;
  /** The status. */
  status?: UserStatusFilter | null | undefined;
};

/** Whether a user has such a role. */
export type UserRoleListFilter = {
  /** No role does; also true of users who have none at all. */
  none?: UserRoleFilter | null | undefined;
  /** At least one role meets all of these conditions. */
  some?: UserRoleFilter | null | undefined;
};

/** Conditions on one parameter; `{}` is any. */
export type UserRoleParameterFilter = {
  /** All of these hold. */
  and?: Array<UserRoleParameterFilter> | null | undefined;
  /** The name. */
  name?: RoleParameterNameFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserRoleParameterFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserRoleParameterFilter> | null | undefined;
  /** The value. In eq, ne, in and notIn upper and lower case differ. */
  value?: TextFilter | null | undefined;
};

/** Whether a user has such a parameter. */
export type UserRoleParameterListFilter = {
  /** No parameter does; also true of users who have none at all. */
  none?: UserRoleParameterFilter | null | undefined;
  /** At least one parameter meets all of these conditions. */
  some?: UserRoleParameterFilter | null | undefined;
};

/** Conditions on the scope; all that are given must hold. */
export type UserRoleScopeFilter = {
  /** Whether it is held at the institution. */
  institution?: BooleanFilter | null | undefined;
  /** The library: codes of libraries. */
  library?: CodeFilter | null | undefined;
};

/** Conditions on one statistical category; `{}` is any. */
export type UserStatisticFilter = {
  /** All of these hold. */
  and?: Array<UserStatisticFilter> | null | undefined;
  /** The category: codes of the code table STATISTIC_CATEGORY. */
  category?: CodeFilter | null | undefined;
  /** This does not hold; true also where it cannot, for want of a value. */
  not?: UserStatisticFilter | null | undefined;
  /** The note. */
  note?: TextFilter | null | undefined;
  /** At least one of these holds. */
  or?: Array<UserStatisticFilter> | null | undefined;
  /** The segment. */
  segment?: SegmentTypeFilter | null | undefined;
  /** The type: codes of the code table STATISTIC_TYPE. */
  type?: CodeFilter | null | undefined;
};

/** Whether a user has such a statistical category. */
export type UserStatisticListFilter = {
  /** No statistical category does; also true of users who have none at all. */
  none?: UserStatisticFilter | null | undefined;
  /** At least one statistical category meets all of these conditions. */
  some?: UserStatisticFilter | null | undefined;
};

/** Whether something is in force. */
export type UserStatus =
  /** In force, unless it has expired. */
  | 'ACTIVE'
  /** Kept, but not in force. */
  | 'INACTIVE';

/** Tests of one of several fixed values. All tests that are given must hold, and at least one must be given. */
export type UserStatusFilter = {
  /** It is this. */
  eq?: UserStatus | null | undefined;
  /** It is one of these, at most 1,000. */
  in?: Array<UserStatus> | null | undefined;
  /** `true`: there is no value. `false`: there is one. */
  isEmpty?: boolean | null | undefined;
  /** It is not this; also true where there is no value. */
  ne?: UserStatus | null | undefined;
  /** It is none of these, at most 1,000; also true where there is no value. */
  notIn?: Array<UserStatus> | null | undefined;
};

export type BenchSaveMutationVariables = Exact<{ [key: string]: never; }>;


export type BenchSaveMutation = { saveSearchAsSet:
    | { __typename: 'Forbidden', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'SaveSearchAsSetSuccess', set: { id: string } }
   };

export type BenchSubmitMutationVariables = Exact<{
  setId: string;
  actions: Array<UserActionInput> | UserActionInput;
}>;


export type BenchSubmitMutation = { submitUpdateNotifyJob:
    | { __typename: 'ConfirmationMismatch', message: string }
    | { __typename: 'ConfirmationRequired', message: string }
    | { __typename: 'Forbidden', message: string }
    | { __typename: 'IdempotencyConflict', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MembershipDrifted', message: string }
    | { __typename: 'NotFound', message: string }
    | { __typename: 'RoleNotGrantable', message: string }
    | { __typename: 'SubmitUpdateNotifyJobSuccess', job: { id: string } }
   };

export type BenchFollowSubscriptionVariables = Exact<{
  jobId: string;
}>;


export type BenchFollowSubscription = { jobProgress: { percent: number, counts: { processed: number }, job: { submittedAt: string }, report: { endedAt: string, csvUrl: string } | null } };

export type SignInMutationVariables = Exact<{
  primaryId: string;
  password: string;
}>;


export type SignInMutation = { signIn:
    | { __typename: 'InvalidCredentials', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'PasswordChangeRequired', message: string }
    | { __typename: 'SignInSuccess', token: string, viewer: { name: string, roles: Array<{ name: string, libraryCode: string | null }> } }
   };

export type FindCatalogersQueryVariables = Exact<{
  where: UserFilter;
}>;


export type FindCatalogersQuery = { users: { totalCount: number, nodes: Array<{ primaryId: string, firstName: string, lastName: string, accountType: AccountType, roles: Array<{ roleType: { name: string } }> }> } };

export type SaveCatalogersMutationVariables = Exact<{
  where: UserFilter;
}>;


export type SaveCatalogersMutation = { saveSearchAsSet:
    | { __typename: 'Forbidden', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'SaveSearchAsSetSuccess', set: { id: string, name: string, sentence: string, memberCount: number } }
   };

export type PreviewJobQueryVariables = Exact<{
  input: PreviewUpdateNotifyJobInput;
}>;


export type PreviewJobQuery = { previewUpdateNotifyJob:
    | { __typename: 'Forbidden', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'NotFound', message: string }
    | { __typename: 'PreviewUpdateNotifyJobSuccess', preview: { confirmation: string, counts: { total: number, updated: number, unchanged: number, warnings: number, errors: number, letters: number, lettersSkipped: number }, warnings: Array<{ message: string, users: number }>, sampleLetters: Array<{ subject: string, text: string }> } }
    | { __typename: 'RoleNotGrantable', message: string }
   };

export type SubmitJobMutationVariables = Exact<{
  input: SubmitUpdateNotifyJobInput;
}>;


export type SubmitJobMutation = { submitUpdateNotifyJob:
    | { __typename: 'ConfirmationMismatch', message: string }
    | { __typename: 'ConfirmationRequired', message: string }
    | { __typename: 'Forbidden', message: string }
    | { __typename: 'IdempotencyConflict', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'MembershipDrifted', message: string }
    | { __typename: 'NotFound', message: string }
    | { __typename: 'RoleNotGrantable', message: string }
    | { __typename: 'SubmitUpdateNotifyJobSuccess', job: { id: string, name: string, actions: Array<{ sentence: string }> } }
   };

export type RevertJobMutationVariables = Exact<{
  jobId: string;
}>;


export type RevertJobMutation = { revertJob:
    | { __typename: 'Forbidden', message: string }
    | { __typename: 'IdempotencyConflict', message: string }
    | { __typename: 'InvalidInput', message: string }
    | { __typename: 'JobNotEnded', message: string }
    | { __typename: 'NotFound', message: string }
    | { __typename: 'NothingToRevert', message: string }
    | { __typename: 'RevertJobSuccess', job: { id: string, name: string } }
    | { __typename: 'RoleNotGrantable', message: string }
   };

export type FollowJobSubscriptionVariables = Exact<{
  jobId: string;
}>;


export type FollowJobSubscription = { jobProgress: { state: JobState, conclusion: JobConclusion | null, percent: number, usersPerSecond: number | null, revision: number, counts: { total: number | null, processed: number, updated: number, unchanged: number, warnings: number, errors: number, skipped: number, lettersQueued: number, lettersSent: number }, report: { duration: number, setSentence: string, csvUrl: string, counts: { total: number | null, processed: number, updated: number, unchanged: number, warnings: number, errors: number, skipped: number, lettersQueued: number, lettersSent: number, lettersFailed: number, lettersSkipped: number }, byAction: Array<{ sentence: string, updated: number, unchanged: number, warnings: number, errors: number }>, byCode: Array<{ code: OutcomeCode, message: string, users: number }>, records: { nodes: Array<{ outcome: RecordOutcome, message: string, user: { primaryId: string, firstName: string, lastName: string } | null, changes: Array<{ field: string, before: unknown, after: unknown }> }> } } | null } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const BenchSaveDocument = new TypedDocumentString(`
    mutation BenchSave {
  saveSearchAsSet(input: {name: "Everybody", where: {}}) {
    __typename
    ... on SaveSearchAsSetSuccess {
      set {
        id
      }
    }
    ... on Problem {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<BenchSaveMutation, BenchSaveMutationVariables>;
export const BenchSubmitDocument = new TypedDocumentString(`
    mutation BenchSubmit($setId: ID!, $actions: [UserActionInput!]!) {
  submitUpdateNotifyJob(input: {setId: $setId, actions: $actions}) {
    __typename
    ... on SubmitUpdateNotifyJobSuccess {
      job {
        id
      }
    }
    ... on Problem {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<BenchSubmitMutation, BenchSubmitMutationVariables>;
export const BenchFollowDocument = new TypedDocumentString(`
    subscription BenchFollow($jobId: ID!) {
  jobProgress(jobId: $jobId) {
    percent
    counts {
      processed
    }
    job {
      submittedAt
    }
    report {
      endedAt
      csvUrl
    }
  }
}
    `) as unknown as TypedDocumentString<BenchFollowSubscription, BenchFollowSubscriptionVariables>;
export const SignInDocument = new TypedDocumentString(`
    mutation SignIn($primaryId: String!, $password: String!) {
  signIn(input: {primaryId: $primaryId, password: $password}) {
    __typename
    ... on SignInSuccess {
      token
      viewer {
        name
        roles {
          name
          libraryCode
        }
      }
    }
    ... on Problem {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SignInMutation, SignInMutationVariables>;
export const FindCatalogersDocument = new TypedDocumentString(`
    query FindCatalogers($where: UserFilter!) {
  users(where: $where, orderBy: [{field: NAME}], first: 5) {
    totalCount
    nodes {
      primaryId
      firstName
      lastName
      accountType
      roles {
        roleType {
          name
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindCatalogersQuery, FindCatalogersQueryVariables>;
export const SaveCatalogersDocument = new TypedDocumentString(`
    mutation SaveCatalogers($where: UserFilter!) {
  saveSearchAsSet(
    input: {name: "Catalogers", description: "Everybody who catalogs", where: $where}
  ) {
    __typename
    ... on SaveSearchAsSetSuccess {
      set {
        id
        name
        sentence
        memberCount
      }
    }
    ... on Problem {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SaveCatalogersMutation, SaveCatalogersMutationVariables>;
export const PreviewJobDocument = new TypedDocumentString(`
    query PreviewJob($input: PreviewUpdateNotifyJobInput!) {
  previewUpdateNotifyJob(input: $input) {
    __typename
    ... on PreviewUpdateNotifyJobSuccess {
      preview {
        confirmation
        counts {
          total
          updated
          unchanged
          warnings
          errors
          letters
          lettersSkipped
        }
        warnings {
          message
          users
        }
        sampleLetters(first: 1) {
          subject
          text
        }
      }
    }
    ... on Problem {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<PreviewJobQuery, PreviewJobQueryVariables>;
export const SubmitJobDocument = new TypedDocumentString(`
    mutation SubmitJob($input: SubmitUpdateNotifyJobInput!) {
  submitUpdateNotifyJob(input: $input) {
    __typename
    ... on SubmitUpdateNotifyJobSuccess {
      job {
        id
        name
        actions {
          sentence
        }
      }
    }
    ... on Problem {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SubmitJobMutation, SubmitJobMutationVariables>;
export const RevertJobDocument = new TypedDocumentString(`
    mutation RevertJob($jobId: ID!) {
  revertJob(input: {jobId: $jobId}) {
    __typename
    ... on RevertJobSuccess {
      job {
        id
        name
      }
    }
    ... on Problem {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RevertJobMutation, RevertJobMutationVariables>;
export const FollowJobDocument = new TypedDocumentString(`
    subscription FollowJob($jobId: ID!) {
  jobProgress(jobId: $jobId) {
    state
    conclusion
    percent
    usersPerSecond
    revision
    counts {
      total
      processed
      updated
      unchanged
      warnings
      errors
      skipped
      lettersQueued
      lettersSent
    }
    report {
      duration
      setSentence
      counts {
        total
        processed
        updated
        unchanged
        warnings
        errors
        skipped
        lettersQueued
        lettersSent
        lettersFailed
        lettersSkipped
      }
      byAction {
        sentence
        updated
        unchanged
        warnings
        errors
      }
      byCode {
        code
        message
        users
      }
      csvUrl
      records(first: 5) {
        nodes {
          outcome
          message
          user {
            primaryId
            firstName
            lastName
          }
          changes {
            field
            before
            after
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowJobSubscription, FollowJobSubscriptionVariables>;