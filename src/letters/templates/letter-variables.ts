/** What a letter is for. It decides which variables there are besides those of every letter. */
export type LetterPurpose = 'GENERAL' | 'TEMPORARY_PASSWORD' | 'JOB_END';

/** What a template may show. */
export interface LetterVariable {
  /** As the template writes it: `user.firstName`. */
  readonly name: string;
  readonly description: string;
  /** What previews without a user show; a list of objects where it is one. */
  readonly sample: unknown;
  /** null: in every letter. */
  readonly purpose: LetterPurpose | null;
  /** Whether every text of such a letter must show it. */
  readonly required: boolean;
}

const ofEvery = (name: string, description: string, sample: unknown): LetterVariable => {
  return { name, description, sample, purpose: null, required: false };
};
const ofJob = (name: string, description: string, sample: unknown): LetterVariable => {
  return { name: `job.${name}`, description, sample, purpose: 'JOB_END', required: false };
};

/** Every variable there is. What has no value is nil: `{% if user.campus %}`. */
export const letterVariables: readonly LetterVariable[] = [
  ofEvery('user.primaryId', 'Their primary id.', 'mcurie'),
  ofEvery('user.fullName', 'First and last name, the preferred ones where there are any.', 'Marie Curie'),
  ofEvery('user.firstName', 'The first name, the preferred one where there is any.', 'Marie'),
  ofEvery('user.lastName', 'The last name, the preferred one where there is any.', 'Curie'),
  ofEvery('user.title', 'How they are addressed, as the code table describes it.', 'Professor'),
  ofEvery('user.email', 'The address the letter goes to.', 'marie.curie@example.org'),
  ofEvery('user.userGroup', 'The user group, as the code table describes it.', 'Faculty'),
  ofEvery('user.campus', 'The campus, as the code table describes it.', 'North Campus'),
  ofEvery('user.jobCategory', 'The job category, as the code table describes it.', 'Professor'),
  ofEvery('user.jobDescription', 'The job description.', 'Head of the laboratory'),
  ofEvery('user.expiryDate', 'The last day of the account, YYYY-MM-DD.', '2030-12-31'),
  ofEvery('user.roles', 'The roles in force; of each `name`, `library` (nil: at the institution) and `expiresOn`.', [
    { name: 'Patron', library: null, expiresOn: null },
    { name: 'License Viewer', library: 'Main Library', expiresOn: '2030-12-31' },
  ]),
  ofEvery('institution.name', 'The name of the institution.', 'Aldermoor University'),
  ofEvery('institution.code', 'The code of the institution.', 'ALDERMOOR'),
  ofEvery('today', 'The day of sending, YYYY-MM-DD.', '2026-11-22'),
  ofEvery('extraText', 'What was written for this run; plain text.', 'The library is closed on Friday.'),
  {
    name: 'temporaryPassword',
    description: 'The password to sign in with once. It stands in this letter and nowhere else.',
    sample: 'Kx7mPq2RtZ',
    purpose: 'TEMPORARY_PASSWORD',
    required: true,
  },
  ofJob('name', 'The name of the job.', 'Update/Notify Users - Catalogers'),
  ofJob('state', 'COMPLETED, CANCELLED or FAILED.', 'COMPLETED'),
  ofJob('conclusion', 'SUCCESS, WITH_WARNINGS, WITH_ERRORS or NOTHING_TO_DO; nil unless completed.', 'WITH_WARNINGS'),
  ofJob('set', 'The name of the set.', 'Catalogers'),
  ofJob('total', 'Users the job was about.', 452),
  ofJob('processed', 'Users that are done.', 450),
  ofJob('updated', 'Users that were changed.', 370),
  ofJob('unchanged', 'Users that had nothing to change.', 79),
  ofJob('warnings', 'Users with at least one warning.', 82),
  ofJob('errors', 'Users of whom nothing was changed because an action failed.', 1),
  ofJob('skipped', 'Users the job ended before.', 2),
  ofJob('lettersSent', 'Letters that were sent.', 360),
  ofJob('lettersFailed', 'Letters that could not be delivered.', 3),
  ofJob('lettersSkipped', 'Letters that were not to be sent, for a reason.', 7),
  ofJob('exportsSent', 'Users exported to the identity provider.', 0),
  ofJob('exportsFailed', 'Users that could not be exported.', 0),
];

/** The variables of a letter with this purpose. */
export function variablesFor(purpose: LetterPurpose): LetterVariable[] {
  return letterVariables.filter((variable) => variable.purpose === null || variable.purpose === purpose);
}

/** Values for the variables: of each its sample, or nothing at all (lists without entries, everything else nil). */
export function sampleValues(purpose: LetterPurpose, kind: 'SAMPLE' | 'NOTHING' = 'SAMPLE'): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, sample, required } of variablesFor(purpose)) {
    const [first = '', second] = name.split('.');
    const value = kind === 'SAMPLE' || required ? sample : Array.isArray(sample) ? [] : null;
    if (second === undefined) values[first] = value;
    else values[first] = { ...(values[first] as object | undefined), [second]: value };
  }
  return values;
}
