const FLAG = ['Active', 'Value'] as const;
const FIELD = ['Active', 'Value', 'Condition'] as const;
const SCOPED = ['Active', 'Value', 'Scope', 'Scope_Name'] as const;

/** The groups of parameters of Alma's job M148, each with the endings of its parameters' names. */
export const almaGroups = {
  AddRole: SCOPED,
  RemoveRole: SCOPED,
  AddBlock: SCOPED,
  DisableBlock: SCOPED,
  AddNote: SCOPED,
  AddStatistics: SCOPED,
  RemoveStatistics: ['Active', 'Value', 'Scope'],
  RSL: FLAG,
  RemoveRSL: FLAG,
  Status: FIELD,
  Expiry_Date: FIELD,
  Purge_Date: FIELD,
  UserGroup: FIELD,
  Campus: FIELD,
  JobDescription: FIELD,
  Title: FIELD,
  CatalogerLevel: FLAG,
  SetAccountTo: FLAG,
  DontGeneratePassword: FLAG,
  ExportToCloudIdP: FLAG,
  DisableSMS: FLAG,
  FieldType: ['Value'],
  Opt_In_Patron_Letters: FLAG,
  Opt_Out_Patron_Letters: FLAG,
  SEND_Notification_To_User: FLAG,
} as const satisfies Record<string, readonly Suffix[]>;

/** One of them. */
export type AlmaGroup = keyof typeof almaGroups;

/** The ending of a parameter's name. */
export type Suffix = 'Active' | 'Value' | 'Condition' | 'Scope' | 'Scope_Name';

/** The parameters that belong to no group. */
export const generalParameters = ['PRODUCT', 'set_id', 'job_name'] as const;

/** The name of a parameter as Alma writes it. */
export function parameterName(group: AlmaGroup, suffix: Suffix): string {
  return `${group === 'SEND_Notification_To_User' ? '' : 'UPDATE_User_Information_'}${group}_${suffix}`;
}

/** All parameters that the job takes: 72. */
export const almaParameters: ReadonlySet<string> = new Set([
  ...Object.entries(almaGroups).flatMap(([group, suffixes]) =>
    suffixes.map((suffix) => parameterName(group as AlmaGroup, suffix)),
  ),
  ...generalParameters,
]);
