import { Liquid } from 'liquidjs';
import { boundEngine, boundedOperators } from './liquid-limits.ts';

// Generous for a letter, and nothing a loop in a template could hurt the process with.
const PARSE_LIMIT = 100_000;
const RENDER_LIMIT_MS = 250;
const MEMORY_LIMIT = 1_000_000;

// What reads other templates: a letter is one text. Without `raw`, nothing of a user's record gets into HTML unescaped.
const REFUSED_TAGS = ['include', 'render', 'layout', 'block'];
const REFUSED_FILTERS = [
  'raw',
  // Lists within lists can be made to grow without end, and chance would show in no preview.
  ...['push', 'unshift', 'group_by', 'sample'],
  // Expressions hidden in texts: nothing checks their variables.
  ...['where_exp', 'reject_exp', 'group_by_exp', 'has_exp', 'find_exp', 'find_index_exp'],
  ...['json', 'jsonify', 'inspect', 'sha256', 'hmac_sha256', 'base64_encode', 'base64_decode'],
];

function openEngine(outputEscape: 'escape' | undefined): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    outputEscape,
    parseLimit: PARSE_LIMIT,
    renderLimit: RENDER_LIMIT_MS,
    memoryLimit: MEMORY_LIMIT,
    operators: boundedOperators(),
    templates: {},
    // Plain dates are read as midnight UTC: in any other zone they would become another day.
    timezoneOffset: 0,
    dateFormat: '%Y-%m-%d',
  });
  for (const tag of REFUSED_TAGS) delete engine.tags[tag];
  for (const filter of REFUSED_FILTERS) delete engine.filters[filter];
  boundEngine(engine);
  return engine;
}

/** For what is shown as it is: subject and plain text. */
export const plainEngine = openEngine(undefined);

/** For HTML: whatever a template puts out is escaped. */
export const htmlEngine = openEngine('escape');
