import { almaParameters } from '../alma-parameters.ts';

const DATES = /_Date_Value$/;
const FLAGS = /(_Active|DontGeneratePassword_Value|ExportToCloudIdP_Value|DisableSMS_Value)$/;

/** What Alma sends when nothing is ticked: all 72 parameters, with the values seen in the wild. */
function untouched(name: string): string {
  if (name === 'PRODUCT') return 'alma';
  if (name.endsWith('FieldType_Value')) return 'BY_USER_ACCOUNT_TYPE';
  if (FLAGS.test(name)) return 'false';
  return DATES.test(name) ? '0' : 'Null';
}

/** A payload as Alma's API takes it, with these parameters other than untouched; `extra` stand beside them. */
export function payloadOf(values: Readonly<Record<string, unknown>>, extra: Readonly<Record<string, unknown>> = {}) {
  const parameters = [...almaParameters].map((name) => [name, values[name] ?? untouched(name)] as const);
  return {
    parameter: [...parameters, ...Object.entries(extra)].map(([name, value]) => ({ name: { value: name }, value })),
  };
}

/** The parameters of a group that is on: `on('AddRole', { Value: '58' })`. */
export function on(group: string, values: Readonly<Record<string, string>> = {}): Record<string, string> {
  const prefix = group === 'SEND_Notification_To_User' ? group : `UPDATE_User_Information_${group}`;
  const all = { Active: 'true', ...values };
  return Object.fromEntries(Object.entries(all).map(([suffix, value]) => [`${prefix}_${suffix}`, value]));
}
