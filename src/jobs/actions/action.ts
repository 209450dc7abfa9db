import type { z } from 'zod';
import type { Authority } from '../../access/authority.ts';
import type { GrantRefusal } from '../../access/grant-refusal.ts';
import type { Reference } from '../../institution/reference.ts';
import type { InputIssue } from '../../platform/problems.ts';
import type { OutcomeCode } from '../decide/outcome-codes.ts';
import type { Change } from '../record/user-change.ts';
import type { IdentifierKey, UserFacts, UserField } from '../record/user-facts.ts';
import type { UserPart } from '../record/user-parts.ts';
import type { Claim } from './claim.ts';
import type { Effect } from './effect.ts';
import { givenInput } from './given-input.ts';

/** What an action decided about one user. No changes with a code that says UPDATED is a fault of the action. */
export interface Decision {
  readonly code: OutcomeCode;
  readonly changes: readonly Change[];
  /** Told beside the code: codes whose outcome is WARNING. */
  readonly warnings?: readonly OutcomeCode[];
  /** What is to happen beyond the record. */
  readonly effects?: readonly Effect[];
}

/** What holds for a whole job when it is submitted. */
export interface ResolveContext {
  readonly authority: Authority;
  readonly reference: Reference;
}

/** What holds for all users of a chunk. */
export interface DecisionContext extends ResolveContext {
  /** The institution's today, 'YYYY-MM-DD'. */
  readonly today: string;
  /** The moment every change of the job is stamped with: when its set was frozen. */
  readonly at: Date;
}

/** A right that is missing. Every refusal is an outcome code, too. */
export type RefusalCode = GrantRefusal;

/** What an action is to do, worked out from its input: stored with the job; or why it cannot be done. */
export type Resolved<Step> = { readonly step: Step; readonly sentence: string } | Fault;

/** Why an input cannot be carried out. */
export interface Fault {
  readonly issues: readonly InputIssue[];
}

/** The input holds; this is what to do. */
export function stepOf<Step>(step: Step, sentence: string): Resolved<Step> {
  return { step, sentence };
}

/** The input cannot be carried out, for one reason. */
export function faultAt(path: readonly (string | number)[], message: string): Fault {
  return { issues: [{ path, message }] };
}

/**
 * Makes a decision that is the same for every user of a chunk once for all of them, as one object: what then becomes of
 * it (results, before-images, rows to write) is recognized as the same without being compared.
 */
export function sameForAll<Step extends object>(
  make: (step: Step, context: DecisionContext) => Decision,
): (step: Step, context: DecisionContext) => Decision {
  const made = new WeakMap<DecisionContext, WeakMap<Step, Decision>>();
  return (step, context) => {
    const ofContext = made.get(context) ?? new WeakMap<Step, Decision>();
    made.set(context, ofContext);
    const decision = ofContext.get(step) ?? make(step, context);
    ofContext.set(step, decision);
    return decision;
  };
}

/** A list of the record that is read as a whole; of roles only those of certain types are. */
export type ListPart = Exclude<UserPart, 'roles'>;

/** The same for every step, or worked out from it. */
type OfStep<Step, Item> = readonly Item[] | ((step: NoInfer<Step>) => readonly Item[]);

interface ActionDefinition<Schema extends z.ZodType, Step> {
  /** SCREAMING_SNAKE_CASE; in camelCase it is the field of UserActionInput. */
  readonly name: string;
  readonly description: string;
  /** The input as the API takes it; the GraphQL input type is made from it, descriptions included. */
  readonly input: Schema;
  /** The fields of the record that `decide` looks at, besides the account type. */
  readonly fields: OfStep<Step, UserField>;
  /** The lists of the record that `decide` looks at, besides roles. Left out: none. */
  readonly parts?: OfStep<Step, ListPart>;
  /** The role types whose roles `decide` looks at. Left out: none. */
  roleTypes?(step: NoInfer<Step>, context: ResolveContext): readonly string[];
  /** Identifiers that it would give the user: `decide` is told which of them somebody else holds. Left out: none. */
  newIdentifiers?(user: UserFacts, step: NoInfer<Step>): readonly IdentifierKey[];
  /** The job whose changes of the user `decide` looks at. Left out: none. */
  changesOf?(step: NoInfer<Step>): number;
  /** Whether it may take away from somebody what makes them an active General System Administrator. */
  readonly mayEndAdministrators?: boolean;
  /** What must be set up before it can be used. Left out: nothing. */
  readonly needs?: 'IDENTITY_PROVIDER';
  /** Whether a revert brings back what it changes. Left out: yes. */
  readonly reversible?: boolean;
  /** So many users a chunk at most, for what takes long. Left out: as many as jobs take anyway. */
  largestChunk?(step: NoInfer<Step>): number;
  /** What it decides over, for finding contradictions before a job begins. Left out: nothing but that the same is not asked twice. */
  claims?(step: NoInfer<Step>): readonly Claim[];
  /** Holds the input against the institution's data and the rights of who asks. */
  resolve(input: z.output<Schema>, context: ResolveContext): Resolved<Step>;
  /** A right that who asks lacks for this step; asked at submit, when the job starts, and again for every user. */
  refuses?(step: NoInfer<Step>, context: ResolveContext): RefusalCode | null;
  /** One user's fate. Pure: preview and run call this same function. */
  decide(user: UserFacts, step: NoInfer<Step>, context: DecisionContext): Decision;
}

/** An action of an Update/Notify Users job, its own types closed over. */
export interface Action
  extends Omit<
    ActionDefinition<z.ZodType, unknown>,
    | 'resolve'
    | 'refuses'
    | 'fields'
    | 'parts'
    | 'roleTypes'
    | 'newIdentifiers'
    | 'changesOf'
    | 'decide'
    | 'reversible'
    | 'largestChunk'
    | 'claims'
  > {
  readonly reversible: boolean;
  /** Infinity: no bound of its own. */
  largestChunk(step: unknown): number;
  claims(step: unknown): readonly Claim[];
  fields(step: unknown): readonly UserField[];
  parts(step: unknown): readonly ListPart[];
  /** null: it never gives any. */
  readonly newIdentifiers: ((user: UserFacts, step: unknown) => readonly IdentifierKey[]) | null;
  changesOf(step: unknown): number | null;
  resolve(input: unknown, context: ResolveContext): Resolved<unknown>;
  roleTypes(step: unknown, context: ResolveContext): readonly string[];
  refuses(step: unknown, context: ResolveContext): RefusalCode | null;
  decide(user: UserFacts, step: unknown, context: DecisionContext): Decision;
}

/** Declares an action. To add one: a file that exports the result of this, and its line in actions.ts. */
export function defineAction<Schema extends z.ZodType, Step>(definition: ActionDefinition<Schema, Step>): Action {
  const { newIdentifiers } = definition;
  return {
    ...definition,
    resolve(input, context) {
      const parsed = definition.input.safeParse(givenInput(definition.input, input));
      if (parsed.success) return definition.resolve(parsed.data, context);
      return { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.map(pathPart), message })) };
    },
    // The step comes from `resolve` of this same action, by way of the job's row.
    reversible: definition.reversible ?? true,
    largestChunk: (step) => definition.largestChunk?.(step as Step) ?? Number.POSITIVE_INFINITY,
    claims: (step) => definition.claims?.(step as Step) ?? [],
    fields: (step) => ofStep(definition.fields, step as Step),
    parts: (step) => ofStep(definition.parts ?? [], step as Step),
    newIdentifiers: newIdentifiers ? (user, step) => newIdentifiers(user, step as Step) : null,
    changesOf: (step) => definition.changesOf?.(step as Step) ?? null,
    roleTypes: (step, context) => definition.roleTypes?.(step as Step, context) ?? [],
    refuses: (step, context) => definition.refuses?.(step as Step, context) ?? null,
    decide: (user, step, context) => definition.decide(user, step as Step, context),
  };
}

function ofStep<Step, Item>(items: OfStep<Step, Item>, step: Step): readonly Item[] {
  return typeof items === 'function' ? items(step) : items;
}

function pathPart(part: PropertyKey): string | number {
  return typeof part === 'number' ? part : String(part);
}
