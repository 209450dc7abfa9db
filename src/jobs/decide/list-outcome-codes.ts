import type { CodeEntry } from './code-entry.ts';

/** The outcome codes of the actions on the lists of the record. */
export const listOutcomeCodes = {
  NOTES_REMOVED: {
    outcome: 'UPDATED',
    sentence: 'The notes were removed.',
    given: 'At least one note met the criteria.',
  },
  BLOCK_ADDED: {
    outcome: 'UPDATED',
    sentence: 'The block was added.',
    given: 'No active block with the same type, code, remark and end was there.',
  },
  BLOCKS_DISABLED: {
    outcome: 'UPDATED',
    sentence: 'The blocks were made inactive.',
    given: 'At least one active block met the criteria.',
  },
  BLOCKS_REMOVED: {
    outcome: 'UPDATED',
    sentence: 'The blocks were removed.',
    given: 'At least one block met the criteria.',
  },
  STATISTIC_ADDED: {
    outcome: 'UPDATED',
    sentence: 'The statistical category was added.',
    given: 'The user did not have it.',
  },
  STATISTICS_REMOVED: {
    outcome: 'UPDATED',
    sentence: 'The statistical categories were removed.',
    given: 'At least one met the criteria.',
  },
  RESOURCE_SHARING_LIBRARY_ADDED: {
    outcome: 'UPDATED',
    sentence: 'The resource-sharing library was added.',
    given: 'The user did not have it.',
  },
  RESOURCE_SHARING_LIBRARY_REMOVED: {
    outcome: 'UPDATED',
    sentence: 'The resource-sharing library was removed.',
    given: 'The user had it.',
  },
  SMS_DISABLED: {
    outcome: 'UPDATED',
    sentence: 'The user gets no text messages any more.',
    given: 'A phone number of the user was the one for text messages.',
  },
  LETTER_OPT_OUT_ADDED: {
    outcome: 'UPDATED',
    sentence: 'The user gets the letter no more.',
    given: 'At least one of the letters was not kept from the user.',
  },
  LETTER_OPT_OUT_REMOVED: {
    outcome: 'UPDATED',
    sentence: 'The user gets the letter again.',
    given: 'At least one of the letters was kept from the user.',
  },
  IDENTIFIER_ADDED: {
    outcome: 'UPDATED',
    sentence: 'The identifier was added.',
    given: 'Nobody had it.',
  },
  IDENTIFIER_ACTIVATED: {
    outcome: 'UPDATED',
    sentence: 'The identifier was already there; now it is active.',
    given: 'The user had the identifier, but inactive.',
  },
  IDENTIFIERS_REMOVED: {
    outcome: 'UPDATED',
    sentence: 'The identifiers were removed.',
    given: 'At least one identifier met the criteria.',
  },
  EMAIL_REPLACED: {
    outcome: 'UPDATED',
    sentence: 'The e-mail address was replaced.',
    given:
      'At least one of the e-mail addresses looked at held what was looked for. Those that became the same became one.',
  },

  NOTE_NOT_FOUND: {
    outcome: 'UNCHANGED',
    sentence: 'The user has no such note.',
    given: 'No note met the criteria.',
  },
  BLOCK_ALREADY_THERE: {
    outcome: 'UNCHANGED',
    sentence: 'The user is already blocked so.',
    given: 'An active block with the same type, code, remark and end was there.',
  },
  BLOCK_NOT_FOUND: {
    outcome: 'UNCHANGED',
    sentence: 'The user has no such block.',
    given: 'No block, of those to be disabled no active one, met the criteria.',
  },
  STATISTIC_ALREADY_THERE: {
    outcome: 'UNCHANGED',
    sentence: 'The user already has this statistical category.',
    given: 'It was there, whatever its remark and segment; where no type was given, under any type.',
  },
  STATISTIC_NOT_FOUND: {
    outcome: 'UNCHANGED',
    sentence: 'The user has no such statistical category.',
    given: 'None met the criteria.',
  },
  RESOURCE_SHARING_LIBRARY_ALREADY_THERE: {
    outcome: 'UNCHANGED',
    sentence: 'The user already has this resource-sharing library.',
    given: 'It was there.',
  },
  RESOURCE_SHARING_LIBRARY_NOT_FOUND: {
    outcome: 'UNCHANGED',
    sentence: 'The user does not have this resource-sharing library.',
    given: 'It was not there.',
  },
  SMS_ALREADY_DISABLED: {
    outcome: 'UNCHANGED',
    sentence: 'The user gets no text messages.',
    given: 'No phone number, of the type given where one was, is the one for text messages.',
  },
  LETTER_OPT_OUT_ALREADY_THERE: {
    outcome: 'UNCHANGED',
    sentence: 'The letter is already kept from the user.',
    given: 'The user had opted out of every one of the letters.',
  },
  LETTER_OPT_OUT_NOT_FOUND: {
    outcome: 'UNCHANGED',
    sentence: 'The letter is not kept from the user.',
    given: 'The user had opted out of none of the letters.',
  },
  IDENTIFIER_ALREADY_THERE: {
    outcome: 'UNCHANGED',
    sentence: 'The user already has this identifier.',
    given: 'It was there, and active, whatever its remark and segment.',
  },
  IDENTIFIER_NOT_GIVEN: {
    outcome: 'UNCHANGED',
    sentence: 'No identifier was given for this user.',
    given: 'The identifiers were given by user, and this one is not named.',
  },
  IDENTIFIER_NOT_FOUND: {
    outcome: 'UNCHANGED',
    sentence: 'The user has no such identifier.',
    given: 'No identifier met the criteria.',
  },
  EMAIL_NOT_FOUND: {
    outcome: 'UNCHANGED',
    sentence: 'The user has no such e-mail address.',
    given: 'None of the e-mail addresses looked at holds what is looked for.',
  },

  IDENTIFIER_TAKEN: {
    outcome: 'ERROR',
    sentence: 'Somebody else has this identifier.',
    given: 'Another user holds an identifier of the same type and value.',
  },
  EMAIL_NOT_VALID: {
    outcome: 'ERROR',
    sentence: 'The replacement would not make an e-mail address.',
    given:
      'The address that would come of it is too long, or what stands before its @ is no part of an e-mail address.',
  },
} as const satisfies Record<string, CodeEntry>;
