import { z } from 'zod';
import { unwrapSchema } from '../../platform/unwrap-schema.ts';

/** What a form lets people put into a field. */
export type InputKind =
  | 'TEXT'
  | 'WHOLE_NUMBER'
  | 'YES_OR_NO'
  | 'DATE'
  | 'DATE_TIME'
  | 'CHOICE'
  | 'CODE'
  | 'ROLE_TYPE'
  | 'LIBRARY'
  | 'LETTER'
  | 'GROUP';

/** One field of an action's input, as a form needs to know it. */
export interface InputDescription {
  readonly name: string;
  readonly kind: InputKind;
  readonly description: string;
  readonly required: boolean;
  /** Whether null is taken, and clears what the record holds. */
  readonly nullClears: boolean;
  readonly list: boolean;
  readonly defaultValue: unknown;
  readonly maxLength: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly maxItems: number | null;
  /** Of a CHOICE: what there is to choose from, always. */
  readonly values: readonly string[];
  /** Of a CODE: the code table. */
  readonly codeTable: string | null;
  /** Of a LETTER: what it must be for. */
  readonly purpose: string | null;
  /** Of what need not be given: where it must be all the same. */
  readonly requiredWhen: RequiredWhen | null;
  /** Whether its choices hang on the parameter of a role, and on the library it is held at. */
  readonly isRoleParameter: boolean;
  /** Of a GROUP. */
  readonly fields: readonly InputDescription[];
  /** Of a GROUP: whether exactly one of its fields is given. */
  readonly oneOf: boolean;
}

/** That a field must be given where another one has this value. */
export interface RequiredWhen {
  readonly field: string;
  readonly value: string;
}

/** The fields of which at least one must be given; none: it may do without. */
export function atLeastOneOf(schema: z.ZodType): readonly string[] {
  return schema instanceof z.ZodObject && schema.meta()?.atLeastOneOf === true ? Object.keys(schema.shape) : [];
}

/** The fields of an input, from the very schema that checks it. */
export function describeInput(schema: z.ZodType): InputDescription[] {
  if (!(schema instanceof z.ZodObject)) throw new Error('The input is not an object.');
  return Object.entries(schema.shape).map(([name, field]) => describeField(name, field as z.ZodType));
}

function describeField(name: string, schema: z.ZodType): InputDescription {
  const { inner: whole, required, nullable, defaultValue = null } = unwrapSchema(schema);
  const list = whole instanceof z.ZodArray;
  const inner = list ? unwrapSchema(whole.element as z.ZodType).inner : whole;
  const { codeTable, purpose, oneOf, requiredWhen, choices } = inner.meta() ?? {};
  const kind = kindOf(name, inner);
  return {
    name,
    kind,
    description: schema.description ?? inner.description ?? '',
    required,
    nullClears: nullable,
    list,
    defaultValue,
    ...boundsOf(inner, kind),
    maxItems: list ? numberOr(constraints(whole).maxItems) : null,
    values: valuesOf(inner),
    codeTable: typeof codeTable === 'string' && kind === 'CODE' ? codeTable : null,
    purpose: typeof purpose === 'string' ? purpose : null,
    requiredWhen: isRequiredWhen(requiredWhen) ? requiredWhen : null,
    isRoleParameter: choices === 'ROLE_PARAMETER',
    fields: kind === 'GROUP' ? describeInput(inner) : [],
    oneOf: oneOf === true,
  };
}

function isRequiredWhen(given: unknown): given is RequiredWhen {
  return typeof given === 'object' && given !== null && 'field' in given && 'value' in given;
}

function valuesOf(schema: z.ZodType): string[] {
  const { values } = schema.meta() ?? {};
  if (Array.isArray(values)) return values.map(String);
  return schema instanceof z.ZodEnum ? schema.options.map(String) : [];
}

const scalars: Readonly<Record<string, InputKind>> = { Date: 'DATE', DateTime: 'DATE_TIME' };
const chosen: Readonly<Record<string, InputKind>> = { ROLE_TYPE: 'ROLE_TYPE', LIBRARY: 'LIBRARY', LETTER: 'LETTER' };

function kindOf(name: string, schema: z.ZodType): InputKind {
  const { scalar, choices, codeTable } = schema.meta() ?? {};
  const marked = scalars[String(scalar)] ?? chosen[String(choices)] ?? (codeTable ? 'CODE' : undefined);
  if (marked) return marked;
  if (valuesOf(schema).length > 0) return 'CHOICE';
  if (schema instanceof z.ZodString) return 'TEXT';
  if (schema instanceof z.ZodBoolean) return 'YES_OR_NO';
  if (schema instanceof z.ZodNumber) return 'WHOLE_NUMBER';
  if (schema instanceof z.ZodObject) return 'GROUP';
  throw new Error(`The field ${name} is of a kind that no form knows.`);
}

function boundsOf(schema: z.ZodType, kind: InputKind) {
  const { maxLength, minimum, maximum } =
    kind === 'GROUP' || kind === 'DATE_TIME' || kind === 'DATE' ? {} : constraints(schema);
  return { maxLength: numberOr(maxLength), minimum: numberOr(minimum), maximum: numberOr(maximum) };
}

function constraints(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

function numberOr(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
