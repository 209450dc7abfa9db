import type { Authority } from '../../access/authority.ts';
import type { Config } from '../../config.ts';
import { type JobStep, MOST_ACTIONS, refusedSteps, resolveSteps, type UserActionInput } from '../submit/job-steps.ts';
import { notSetUp } from '../submit/resolve-request.ts';
import { type AlmaGroup, almaGroups, parameterName, type Suffix } from './alma-parameters.ts';
import { flagOf } from './alma-values.ts';
import { type AlmaContext, faultyParameter, mappings, segments, Unmappable } from './map-group.ts';
import type { NotMapped } from './not-mapped.ts';
import { type AlmaPayload, readPayload } from './read-payload.ts';

/** What a payload of Alma's job comes to here. */
export interface AlmaActions {
  /** An action with what it will do, in the order of the job: what is here can be submitted. */
  readonly actions: readonly { readonly input: UserActionInput; readonly step: JobStep }[];
  readonly notMapped: readonly NotMapped[];
  /** The name the job had in Alma. */
  readonly jobName: string | null;
  /** The number of its set in Alma. */
  readonly setId: string | null;
}

/** Who wants to run it, and under which settings. */
export interface AlmaReader extends AlmaContext {
  readonly authority: Authority;
  readonly config: Config;
}

/** Turns the payload of Alma's job M148 into actions of ours. Throws InvalidInput when it is no such payload. */
export function actionsFromAlma(payload: unknown, reader: AlmaReader): AlmaActions {
  const read = readPayload(payload);
  const mapped = mapAll(read, reader);
  const possible = holdAgainst(mapped.actions, reader);
  const product = read.values.get('PRODUCT');
  const foreign = product && product.toLowerCase() !== 'alma' ? [otherProduct(product)] : [];
  return {
    actions: possible.actions,
    notMapped: [...read.notMapped, ...foreign, ...mapped.notMapped, ...possible.notMapped],
    jobName: read.values.get('job_name') ?? null,
    setId: read.values.get('set_id') ?? null,
  };
}

function otherProduct(value: string): NotMapped {
  return { code: 'INVALID_VALUE', parameter: 'PRODUCT', value, reason: 'A payload of another product than Alma.' };
}

/** An action with the group it is from. */
interface Mapped {
  readonly group: AlmaGroup;
  readonly value: string | null;
  readonly input: UserActionInput;
}

function mapAll({ values }: AlmaPayload, context: AlmaContext) {
  const actions: Mapped[] = [];
  const notMapped: NotMapped[] = fieldTypeFaults(values);
  for (const [group, map] of Object.entries(mappings) as [AlmaGroup, (typeof mappings)[AlmaGroup] & {}][]) {
    const of = (suffix: Suffix) => values.get(parameterName(group, suffix)) ?? null;
    try {
      if (!isOn(group, values)) continue;
      const inputs = map({ ...context, of, other: (name) => effectiveValue(name, values) });
      actions.push(...inputs.map((input) => ({ group, value: of('Value'), input })));
    } catch (error) {
      if (!(error instanceof Unmappable)) throw error;
      const parameter = faultyParameter(group, error);
      notMapped.push({ code: error.code, parameter, value: values.get(parameter) ?? null, reason: error.message });
    }
  }
  const tooMany = actions.splice(MOST_ACTIONS);
  notMapped.push(...tooMany.map((entry) => notPossible(entry, `At most ${MOST_ACTIONS} actions in one job.`)));
  return { actions, notMapped };
}

type Values = AlmaPayload['values'];

/** Whether a group is on; throws Unmappable where its `_Active` does not say so clearly. */
function isOn(group: AlmaGroup, values: Values): boolean {
  const active = values.get(parameterName(group, 'Active')) ?? null;
  const flag = flagOf(active ?? 'false');
  if (flag === null) throw new Unmappable('INVALID_VALUE', 'Neither true nor false.', 'Active');
  return flag;
}

/** The value of a group that is on, or has no switch, the empty text where it has none; null otherwise. */
function effectiveValue(group: AlmaGroup, values: Values): string | null {
  const suffixes: readonly Suffix[] = almaGroups[group];
  const on = !suffixes.includes('Active') || flagOf(values.get(parameterName(group, 'Active')) ?? '') === true;
  return on ? (values.get(parameterName(group, 'Value')) ?? '') : null;
}

function fieldTypeFaults(values: Values): NotMapped[] {
  const parameter = parameterName('FieldType', 'Value');
  const value = values.get(parameter) ?? null;
  if (value === null || segments.has(value.toUpperCase())) return [];
  const reason = `Not one of ${[...segments].join(', ')}: BY_USER_ACCOUNT_TYPE holds.`;
  return [{ code: 'INVALID_VALUE', parameter, value, reason }];
}

/** Leaves out what could not be submitted: codes that this institution has not, rights that who asks has not. */
function holdAgainst(mapped: readonly Mapped[], { authority, reference, config }: AlmaReader) {
  const context = { authority, reference };
  const inputs = mapped.map(({ input }) => input);
  const { issues } = resolveSteps(inputs, context);
  const reasons = new Map<number, string>();
  for (const { path, message } of [...issues, ...notSetUp(inputs, config)]) {
    const [, index] = path;
    if (typeof index === 'number') reasons.set(index, [reasons.get(index), message].filter(Boolean).join(' '));
  }
  const sound = mapped.flatMap((entry, index) => (reasons.has(index) ? [] : [entry]));
  const { steps } = resolveSteps(
    sound.map(({ input }) => input),
    context,
  );
  const refused = new Set(refusedSteps(steps, context).map(({ index }) => index));
  return {
    actions: sound.flatMap(({ input }, index) => {
      const step = steps[index];
      return step && !refused.has(index) ? [{ input, step }] : [];
    }),
    notMapped: [
      ...mapped.flatMap((entry, index) => (reasons.has(index) ? [notPossible(entry, reasons.get(index) ?? '')] : [])),
      ...sound.flatMap((entry, index) =>
        refused.has(index) ? [notPossible(entry, 'Your roles do not allow this.')] : [],
      ),
    ],
  };
}

function notPossible({ group, value }: Mapped, reason: string): NotMapped {
  return { code: 'NOT_POSSIBLE', parameter: parameterName(group, 'Value'), value, reason };
}
