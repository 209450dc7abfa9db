import { describe, expect, it } from 'vitest';
import type { UserField } from '../record/user-facts.ts';
import { deciding, issuesOf, resolving } from '../testing/deciding.ts';
import { OPERATOR_ID } from '../testing/facts.ts';
import type { Action } from './action.ts';
import { setCampus } from './set-campus.ts';
import { setCatalogerLevel } from './set-cataloger-level.ts';
import { setJobCategory } from './set-job-category.ts';
import { setJobDescription } from './set-job-description.ts';
import { setPreferredLanguage } from './set-preferred-language.ts';
import { setTitle } from './set-title.ts';

describe.each<[Action, UserField, string, string]>([
  [setCampus, 'campus', 'NORTH', 'Set the campus to North Campus'],
  [setJobCategory, 'jobCategory', 'CATALOGER', 'Set the job category to Cataloger'],
  [setJobDescription, 'jobDescription', 'Looks after the  maps', 'Set the job description to "Looks after the maps"'],
  [setTitle, 'title', 'DR', 'Set the title to Dr'],
  [setCatalogerLevel, 'catalogerLevel', '20', 'Set the cataloger level to Cataloger'],
  [setPreferredLanguage, 'preferredLanguage', 'de', 'Set the preferred language to German'],
])('$name', (action, field, value, sentence) => {
  const ifEmpty = { condition: { ifEmpty: true } };
  const ifOther = { condition: { ifEquals: 'OTHER' } };

  it.each<[string | null, object, string]>([
    [null, { [field]: value }, 'FIELD_SET'],
    ['OTHER', { [field]: value }, 'FIELD_SET'],
    [value, { [field]: value }, 'FIELD_ALREADY_SET'],
    ['OTHER', { [field]: null }, 'FIELD_CLEARED'],
    [null, { [field]: null }, 'FIELD_ALREADY_SET'],
    [null, { [field]: value, ...ifEmpty }, 'FIELD_SET'],
    ['OTHER', { [field]: value, ...ifEmpty }, 'CONDITION_NOT_MET'],
    ['OTHER', { [field]: null, ...ifOther }, 'FIELD_CLEARED'],
    [value, { [field]: null, ...ifOther }, 'CONDITION_NOT_MET'],
  ])('of %j by %j: %s', (held, input, code) => {
    const after = Reflect.get(input, field);
    const changes = code === 'FIELD_SET' || code === 'FIELD_CLEARED' ? [{ field, before: held, after }] : [];
    expect(deciding(action, input, { fields: { [field]: held } })).toEqual({ code, changes });
  });

  it('warns of the next load where the account is external', () => {
    const external = { accountType: 'EXTERNAL', fields: { [field]: null } } as const;
    expect(deciding(action, { [field]: value }, external).warnings).toEqual(['EXTERNAL_LOAD_MAY_OVERWRITE']);
  });

  it('changes the own record as any other', () => {
    expect(deciding(action, { [field]: value }, { id: OPERATOR_ID }).code).toBe('FIELD_SET');
  });

  it('is said in words', () => {
    expect(resolving(action, { [field]: value }).sentence).toBe(sentence);
    const cleared = resolving(action, { [field]: null, ...ifOther }).sentence;
    expect(cleared).toBe(`${sentence.replace(/^Set (.*) to .*/, 'Clear $1')} where it is OTHER`);
  });

  it('looks at its field, and lays claim to it', () => {
    const { step } = resolving(action, { [field]: value });
    expect(action.fields(step)).toEqual([field]);
    expect(action.claims(step)).toEqual([{ what: field }]);
  });

  it.each([
    ['no value: only null clears', {}],
    ['a blank one', { [field]: ' ' }],
    ['too long a one', { [field]: 'x'.repeat(256) }],
  ])('is refused with %s', (_what, input) => {
    expect(issuesOf(action, input)).toMatchObject([{ path: [field] }]);
  });

  it('is one line', () => {
    expect(issuesOf(action, { [field]: `${value}\nmore` })).toMatchObject([{ path: [field] }]);
  });

  it('takes conditions on codes of its table only, on disabled ones, too', () => {
    const onCode = (ifEquals: string) => issuesOf(action, { [field]: value, condition: { ifEquals } });
    expect(onCode('OTHER')).toEqual([]);
    const isText = action === setJobDescription;
    expect(onCode('MARTIAN')).toMatchObject(isText ? [] : [{ path: ['condition', 'ifEquals'] }]);
  });

  it('takes codes of its table only', () => {
    expect(issuesOf(action, { [field]: 'MARTIAN' })).toHaveLength(action === setJobDescription ? 0 : 1);
  });
});
