import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../platform/problems.ts';
import { readPayload } from './read-payload.ts';
import { on, payloadOf } from './testing/payload.ts';

describe('a payload', () => {
  const note = on('AddNote', { Value: 'Hello' });
  const whole = readPayload(payloadOf(note)).values;

  it('has a value for every parameter, or none where Alma says so', () => {
    expect(whole.size).toBe(72);
    expect(whole.get('UPDATE_User_Information_AddNote_Value')).toBe('Hello');
    expect(whole.get('UPDATE_User_Information_AddRole_Value')).toBeNull();
  });

  it('is read as text, with real booleans, with plain names, without the parameters that are not used', () => {
    expect(readPayload(JSON.stringify(payloadOf(note))).values).toEqual(whole);
    expect(readPayload(payloadOf({ ...note, UPDATE_User_Information_AddNote_Active: true })).values).toEqual(whole);
    const few = { parameter: Object.entries(note).map(([name, value]) => ({ name, value })) };
    expect(readPayload(few).values).toEqual(new Map(Object.entries(note)));
    const single = { parameter: { name: { value: 'job_name' }, value: 'Only a name' } };
    expect(readPayload(single).values).toEqual(new Map([['job_name', 'Only a name']]));
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['text that is no JSON', '{'],
    ['a list', []],
    ['no parameters', { parameters: [] }],
    ['a parameter without a name', { parameter: [{ value: 'x' }] }],
    ['a value that is an object', { parameter: [{ name: { value: 'set_id' }, value: { $gt: '' } }] }],
    ['a name without end', { parameter: [{ name: { value: 'x'.repeat(256) }, value: 'x' }] }],
    ['parameters without end', { parameter: Array.from({ length: 501 }, () => ({ name: 'x', value: 'x' })) }],
  ])('that is %s is refused', (_what, payload) => {
    expect(() => readPayload(payload)).toThrow(InvalidInput);
  });
});
