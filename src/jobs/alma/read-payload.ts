import { z } from 'zod';
import { InvalidInput } from '../../platform/problems.ts';
import { almaParameters } from './alma-parameters.ts';
import type { NotMapped } from './not-mapped.ts';

/** The values of a payload's parameters, by name: null where Alma says that there is none. */
export interface AlmaPayload {
  readonly values: ReadonlyMap<string, string | null>;
  /** What is no parameter of the job, or stands there twice. */
  readonly notMapped: readonly NotMapped[];
}

// Alma's own payload has 72; some of another job's do no harm.
const MOST_PARAMETERS = 500;
const LONGEST_NAME = 255;

const Parameter = z.object({
  name: z
    .union([z.object({ value: z.string() }).transform(({ value }) => value), z.string()])
    .pipe(z.string().max(LONGEST_NAME, `At most ${LONGEST_NAME} characters.`)),
  value: z.union([z.string(), z.number(), z.boolean(), z.null()]).optional(),
});

// Who turns XML into JSON has a single parameter as one that is no list.
const listed = (given: unknown) => (Array.isArray(given) || given === undefined ? given : [given]);

const Payload = z.object({
  parameter: z.preprocess(listed, z.array(Parameter).max(MOST_PARAMETERS, `At most ${MOST_PARAMETERS} parameters.`)),
});

/**
 * Reads the body of Alma's "run a job": `{"parameter": [{"name": {"value": NAME}, "value": VALUE}, …]}`, as JSON or as the
 * text of it. Throws InvalidInput when it is anything else.
 */
export function readPayload(payload: unknown): AlmaPayload {
  const result = Payload.safeParse(typeof payload === 'string' ? parsed(payload) : payload);
  if (!result.success) throw new InvalidInput(issuesOf(result.error));
  const values = new Map<string, string | null>();
  const notMapped: NotMapped[] = [];
  for (const { name, value } of result.data.parameter) {
    const known = almaParameters.has(name);
    const fault = known ? 'The parameter is given twice: the first one counts.' : 'The job has no such parameter.';
    if (known && !values.has(name)) values.set(name, meaning(value));
    else notMapped.push({ code: 'UNKNOWN_PARAMETER', parameter: name, value: meaning(value), reason: fault });
  }
  return { values, notMapped };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw InvalidInput.at(['payload'], 'Not JSON.');
  }
}

/** Alma writes `"Null"` for what is empty. */
function meaning(value: string | number | boolean | null | undefined): string | null {
  const text = value == null ? '' : String(value).trim();
  return text === '' || text.toLowerCase() === 'null' ? null : text;
}

function issuesOf({ issues }: z.ZodError) {
  return issues.map(({ path, message }) => ({ path: ['payload', ...path.map(String)], message }));
}
