/** Under which heading a form shows an action. */
export type ActionGroup =
  | 'ROLES'
  | 'ACCOUNT'
  | 'GENERAL'
  | 'BLOCKS'
  | 'NOTES'
  | 'STATISTICS'
  | 'RESOURCE_SHARING'
  | 'CONTACT'
  | 'IDENTIFIERS'
  | 'LETTERS'
  | 'EXPORT';

/** The headings in the order of a form, each with its actions and what people call them. */
export const actionGroups: Readonly<Record<ActionGroup, Readonly<Record<string, string>>>> = {
  ROLES: { ADD_ROLE: 'Add a role', REMOVE_ROLE: 'Remove a role' },
  ACCOUNT: {
    SET_STATUS: 'Set the status',
    SET_EXPIRY_DATE: 'Set the expiry date',
    SET_PURGE_DATE: 'Set the purge date',
    CONVERT_ACCOUNT: 'Convert to internal or external',
  },
  GENERAL: {
    SET_USER_GROUP: 'Set the user group',
    SET_CAMPUS: 'Set the campus',
    SET_JOB_CATEGORY: 'Set the job category',
    SET_JOB_DESCRIPTION: 'Set the job description',
    SET_TITLE: 'Set the title',
    SET_CATALOGER_LEVEL: 'Set the cataloger level',
    SET_PREFERRED_LANGUAGE: 'Set the preferred language',
  },
  BLOCKS: { ADD_BLOCK: 'Add a block', DISABLE_BLOCK: 'Disable blocks', REMOVE_BLOCK: 'Remove blocks' },
  NOTES: { ADD_NOTE: 'Add a note', REMOVE_NOTES: 'Remove notes' },
  STATISTICS: { ADD_STATISTIC: 'Add a statistical category', REMOVE_STATISTIC: 'Remove statistical categories' },
  RESOURCE_SHARING: {
    ADD_RESOURCE_SHARING_LIBRARY: 'Add a resource-sharing library',
    REMOVE_RESOURCE_SHARING_LIBRARY: 'Remove a resource-sharing library',
  },
  CONTACT: { REPLACE_EMAIL: 'Replace in e-mail addresses', DISABLE_SMS: 'Stop text messages' },
  IDENTIFIERS: { ADD_IDENTIFIER: 'Add an identifier', REMOVE_IDENTIFIERS: 'Remove identifiers' },
  LETTERS: {
    NOTIFY: 'Send a letter',
    OPT_IN_LETTER: 'Opt in to a letter',
    OPT_OUT_LETTER: 'Opt out of a letter',
  },
  EXPORT: { EXPORT_TO_IDENTITY_PROVIDER: 'Export to the identity provider' },
};
