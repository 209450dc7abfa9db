/**
 * Imports point one way. Every layer may use those below it and none above; those in one line stand side by side and
 * do not know of each other.
 */
const LAYERS = [
  ['^src/(main[.]ts$|commands/)'],
  ['^src/services[.]ts$'],
  ['^src/server([.]ts$|/)', '^src/worker[.]ts$', '^src/demo/'],
  ['^src/client/'],
  ['^src/schema[.]ts$', '^src/routes[.]ts$'],
  ['^src/.+([.]graphql|-route)[.]ts$'],
  ['^src/graphql/'],
  ['^src/jobs/'],
  ['^src/identity-provider/'],
  ['^src/sets/', '^src/letters/'],
  ['^src/users/'],
  ['^src/institution/'],
  ['^src/access/'],
  ['^src/platform/(?!mail/mail-address[.]ts$)'],
  ['^src/config[.]ts$'],
  // What an address is, settings are checked by too.
  ['^src/platform/mail/mail-address[.]ts$'],
];

// Where a domain meets its clients: its GraphQL types, and what it answers outside of GraphQL.
const EDGE = '([.]graphql|-route)[.]ts$';
const TEST = '[.]test[.]ts$|/testing/';

const layerRules = LAYERS.flatMap((layer, level) =>
  layer.map((from) => ({
    name: `one-way: ${from}`,
    comment: 'A layer knows only what lies below it',
    severity: 'error',
    // The edge of a domain lies in the domain's folder but is a layer of its own.
    from: { path: from, pathNot: from.endsWith(EDGE) ? TEST : `${EDGE}|${TEST}` },
    to: { path: [...LAYERS.slice(0, level).flat(), ...layer.filter((other) => other !== from)] },
  })),
).filter(({ to }) => to.path.length > 0);

module.exports = {
  forbidden: [
    ...layerRules,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'tests-stay-outside',
      comment: 'What runs does not depend on what tests it',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'database-in-platform',
      comment: 'The drivers of database and queue are known to src/platform only',
      severity: 'error',
      from: { path: '^src/', pathNot: `^src/platform/|${TEST}` },
      to: { path: 'node_modules/(@prisma/adapter-pg|pg|pg-[a-z-]+|@types/pg[a-z-]*)/' },
    },
    {
      name: 'no-graphql-in-the-domain',
      comment: 'GraphQL is spoken at the edges, in src/graphql and by the server',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: `[.]graphql[.]ts$|^src/(graphql|server|client)/|^src/(schema|server)[.]ts$|${TEST}`,
      },
      to: { path: 'node_modules/(graphql|graphql-[a-z-]+|@pothos|@graphql-[a-z]+|@escape[.]tech)/' },
    },
    {
      name: 'declared',
      comment: 'Every package that is imported stands in package.json, and for what runs among its dependencies',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/' },
    },
    { name: 'found', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules|^src/platform/prisma/|^src/client/generated/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
    },
  },
};
