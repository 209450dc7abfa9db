/** The code tables: lists of codes an institution keeps for itself, each a value of `code.table_name`. */
export const codeTableNames = [
  'USER_GROUP',
  'JOB_CATEGORY',
  'CAMPUS',
  'TITLE',
  'PREFERRED_LANGUAGE',
  'CATALOGER_LEVEL',
  'IDENTIFIER_TYPE',
  'ADDRESS_TYPE',
  'EMAIL_TYPE',
  'PHONE_TYPE',
  'NOTE_TYPE',
  'BLOCK_TYPE',
  'BLOCK_CODE',
  'STATISTIC_TYPE',
  'STATISTIC_CATEGORY',
  'LETTER',
] as const;

/** Which code table is meant. */
export type CodeTableName = (typeof codeTableNames)[number];
