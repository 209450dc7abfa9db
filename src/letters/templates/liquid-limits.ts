import {
  type Context,
  defaultOperators,
  type Emitter,
  type FilterImplOptions,
  type Liquid,
  type Operators,
} from 'liquidjs';

// Between two of Liquid's own looks at the clock stands one filter or comparison at most: what it is given decides how long that is.
const LONGEST_LIST = 5_000;
const LONGEST_PATTERN = 200;
const LONGEST_DATE_FORMAT = 200;

type FilterHandler = Extract<FilterImplOptions, (...given: never[]) => unknown>;

const longestArgument: Readonly<Record<string, number>> = {
  split: LONGEST_PATTERN,
  remove: LONGEST_PATTERN,
  remove_first: LONGEST_PATTERN,
  remove_last: LONGEST_PATTERN,
  replace: LONGEST_PATTERN,
  replace_first: LONGEST_PATTERN,
  replace_last: LONGEST_PATTERN,
  date: LONGEST_DATE_FORMAT,
};

/**
 * Lets the engine's limits hold for what Liquid does not count: what is put out or captured is charged to the memory, and
 * filters look at the clock and take no long lists or patterns. What exceeds a limit ends the rendering with a LiquidError.
 */
export function boundEngine(engine: Liquid): void {
  const { renderer, filters } = engine;
  const renderTemplates = renderer.renderTemplates.bind(renderer);
  // `capture` brings no emitter of its own.
  renderer.renderTemplates = (templates, context, emitter = new BoundedEmitter(context)) =>
    renderTemplates(templates, context, emitter);
  for (const [name, filter] of Object.entries(filters)) {
    if (typeof filter === 'function') engine.registerFilter(name, boundedFilter(name, filter));
  }
}

/** Liquid's operators under the same limits as its filters. */
export function boundedOperators(): Operators {
  const { not, ...binary } = defaultOperators;
  const bounded = Object.entries(binary).map(([name, operator]) => {
    const compare = (left: unknown, right: unknown, context: Context) => {
      context.renderLimit.check(performance.now());
      refuseLongLists(name, [left, right]);
      if (name === 'contains') refuseLong(`argument of ${name}`, right, LONGEST_PATTERN);
      return Reflect.apply(operator, null, [left, right, context]);
    };
    return [name, compare] as const;
  });
  return { ...Object.fromEntries(bounded), ...(not && { not }) };
}

class BoundedEmitter implements Emitter {
  buffer = '';
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  write(value: unknown): void {
    const text = shown(value);
    this.#context.memoryLimit.use(text.length);
    this.buffer += text;
  }
}

/** As Liquid's own emitter shows it. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join('');
  return value === null || value === undefined ? '' : String(value);
}

function boundedFilter(name: string, filter: FilterHandler): FilterHandler {
  return function (value: unknown, ...options: unknown[]) {
    this.context.renderLimit.check(performance.now());
    refuseLongLists(name, [value, ...options]);
    const longest = longestArgument[name];
    if (longest !== undefined) refuseLong(`argument of ${name}`, options.at(0), longest);
    return filter.call(this, value, ...options);
  };
}

function refuseLongLists(name: string, values: readonly unknown[]): void {
  for (const value of values) if (Array.isArray(value)) refuseLong(`list for ${name}`, value, LONGEST_LIST);
}

function refuseLong(what: string, value: unknown, longest: number): void {
  const length = Array.isArray(value) ? value.length : String(value).length;
  if (length > longest) throw new RangeError(`size limit exceeded: ${what}, at most ${longest}`);
}
