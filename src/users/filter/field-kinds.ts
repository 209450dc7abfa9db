import type { CodeTableName } from '../../institution/code-tables.ts';
import type { Choice } from '../choices.ts';

/** Where the names of codes are found, for sentences. */
export type CodeNames = CodeTableName | 'LIBRARY' | 'ROLE_TYPE' | 'LETTER';

interface Field {
  readonly column: string;
  /** What people call it, in the middle of a sentence. */
  readonly label: string;
  /** How equality reads when it is said of a part of the record directly: `at the library Law`. */
  readonly phrase?: (value: string) => string;
}

/** Words. Case makes no difference, except in comparisons of an `exact` one as a whole; accents do. */
export interface TextField extends Field {
  readonly kind: 'text';
  /** The SQL function that takes the difference of case away. */
  readonly fold: 'text_fold' | 'lower';
  readonly exact: boolean;
  /** It is part of the search text, whose trigram index then serves `contains`. */
  readonly searched: boolean;
}

/** A code, compared as it is. `codes` is a list of them, `roleType` one that is also known by a key. */
export interface CodeField extends Field {
  readonly kind: 'code' | 'codes' | 'roleType';
  readonly names: CodeNames | null;
}

/** One of a fixed list of values. */
export interface ChoiceField<Value extends string = string> extends Field {
  readonly kind: 'choice';
  readonly choice: Choice<Value>;
}

/** Yes or no. The labels are whole predicates: "is preferred", "is not preferred". */
export interface FlagField extends Field {
  readonly kind: 'flag';
  readonly labelOfNo: string;
  /** The condition on the column that is the flag, where the column itself is none. */
  readonly test?: 'IS NULL';
}

/** A plain date, or an instant. */
export interface MomentField extends Field {
  readonly kind: 'date' | 'instant';
}

/** A field of the record, or of one of its parts, that can be compared. */
export type ValueField = TextField | CodeField | ChoiceField | FlagField | MomentField;

/** Several fields under one name. */
export interface GroupField<Fields extends ValueFields = ValueFields> {
  readonly kind: 'group';
  /** The name of its filter in the API, without `Filter`. */
  readonly name: string;
  readonly label: string;
  readonly fields: Fields;
}

/** A list in the record. Its entries are tested one by one: all conditions of a `some` hold for the same entry. */
export interface RelationField<Fields extends FieldTable = FieldTable> {
  readonly kind: 'relation';
  /** The name of its filter in the API, without `Filter`. */
  readonly name: string;
  /** "role", "e-mail address". */
  readonly label: string;
  readonly article: 'a' | 'an';
  readonly source: RelationSource;
  readonly fields: Fields;
}

/** Where the entries are: rows of a table that lead back to the user, other users reached through such rows, or a JSON list. */
export type RelationSource =
  | { readonly table: string; readonly alias: string; readonly link: string; readonly person?: string }
  | { readonly list: string; readonly alias: string; readonly columns: string };

export type ValueFields = Readonly<Record<string, ValueField>>;
export type FieldTable = Readonly<Record<string, ValueField | GroupField | RelationField>>;

type Options<F extends Field> = Partial<Omit<F, 'kind' | 'column' | 'label' | 'choice' | 'names'>>;

/** Declares a {@link TextField}. */
export function text(column: string, label: string, options: Options<TextField> = {}): TextField {
  return { kind: 'text', column, label, fold: 'text_fold', exact: false, searched: false, ...options };
}

/** Declares a {@link CodeField} with a single value. */
export function code(
  column: string,
  label: string,
  names: CodeNames | null,
  options: Options<CodeField> = {},
): CodeField {
  return { kind: 'code', column, label, names, ...options };
}

/** Declares a {@link CodeField} that names a role type. */
export function roleType(column: string, label: string, options: Options<CodeField> = {}): CodeField {
  return { kind: 'roleType', column, label, names: 'ROLE_TYPE', ...options };
}

/** Declares a {@link CodeField} that holds a list. */
export function codes(column: string, label: string, names: CodeNames | null): CodeField {
  return { kind: 'codes', column, label, names };
}

/** Declares a {@link ChoiceField}. */
export function choice<Value extends string>(column: string, label: string, values: Choice<Value>): ChoiceField<Value> {
  return { kind: 'choice', column, label, choice: values };
}

/** Declares a {@link FlagField}. */
export function flag(column: string, label: string, labelOfNo: string, options: Options<FlagField> = {}): FlagField {
  return { kind: 'flag', column, label, labelOfNo, ...options };
}

/** Declares a {@link MomentField} that is a plain date. */
export function date(column: string, label: string): MomentField & { readonly kind: 'date' } {
  return { kind: 'date', column, label };
}

/** Declares a {@link MomentField} that is an instant. */
export function instant(column: string, label: string): MomentField & { readonly kind: 'instant' } {
  return { kind: 'instant', column, label };
}

/** Declares a {@link RelationField}. */
export function relation<Fields extends FieldTable>(
  name: string,
  label: string,
  source: RelationSource,
  fields: Fields,
): RelationField<Fields> {
  return { kind: 'relation', name, label, article: /^[aeiou]/.test(label) ? 'an' : 'a', source, fields };
}
