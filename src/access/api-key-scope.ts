/**
 * What an API key is for. READ is in every key: what a mutation answers with could be read through it in any case.
 * Each of the others opens the mutations that say so, to an owner who may call them.
 */
export const apiKeyScopes = ['READ', 'SUBMIT_JOBS', 'EDIT_USERS', 'ADMINISTER'] as const;

/** One of {@link apiKeyScopes}. */
export type ApiKeyScope = (typeof apiKeyScopes)[number];
