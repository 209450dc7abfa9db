import type {
  ChoiceField,
  CodeField,
  FlagField,
  GroupField,
  MomentField,
  RelationField,
  TextField,
} from './field-kinds.ts';
import type { userFields } from './user-fields.ts';

/** What holds for every kind of value. All that is given in one filter must hold. */
interface Equality<Value> {
  readonly eq?: Value;
  /** Also true where there is no value at all. */
  readonly ne?: Value;
  readonly in?: readonly Value[];
  /** Also true where there is no value at all. */
  readonly notIn?: readonly Value[];
  readonly isEmpty?: boolean;
}

export interface TextFilter extends Equality<string> {
  readonly contains?: string;
  readonly startsWith?: string;
}

export type CodeFilter = Equality<string>;
export type FlagFilter = Equality<boolean>;

/** Days are 'YYYY-MM-DD', instants ISO 8601 in UTC. */
export interface MomentFilter extends Equality<string> {
  readonly before?: string;
  readonly onOrBefore?: string;
  readonly after?: string;
  readonly onOrAfter?: string;
  /** Both ends included. */
  readonly between?: { readonly from: string; readonly to: string };
  /** From today to so many days from now; negative: from so many days ago to today. Today is always included. */
  readonly withinDays?: number;
}

type FilterOf<F> = F extends TextField
  ? TextFilter
  : F extends CodeField
    ? CodeFilter
    : F extends ChoiceField<infer Value>
      ? Equality<Value>
      : F extends FlagField
        ? FlagFilter
        : F extends MomentField
          ? MomentFilter
          : F extends GroupField<infer Fields>
            ? { readonly [Name in keyof Fields]?: FilterOf<Fields[Name]> }
            : F extends RelationField<infer Fields>
              ? RelationFilter<Fields>
              : never;

interface RelationFilter<Fields> {
  readonly some?: Conditions<Fields>;
  readonly none?: Conditions<Fields>;
}

/** Conditions over a list of fields: all that are given must hold. */
export type Conditions<Fields> = { readonly [Name in keyof Fields]?: FilterOf<Fields[Name]> } & {
  readonly and?: readonly Conditions<Fields>[];
  readonly or?: readonly Conditions<Fields>[];
  readonly not?: Conditions<Fields>;
};

/** Which users: JSON that can be stored, sent and compared. `{}` is everybody. */
export type UserFilter = Conditions<typeof userFields>;
