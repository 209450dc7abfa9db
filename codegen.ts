import type { CodegenConfig } from '@graphql-codegen/cli';

/** Makes the types of the operations that the demo and the tests send, from schema.graphql: `npm run generate`. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: ['src/**/*.ts', 'bench/**/*.ts', '!src/client/generated/**'],
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: {
    'src/client/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        // Node runs TypeScript by erasing types: no enums.
        enumsAsTypes: true,
        useTypeImports: true,
        skipTypename: true,
        strictScalars: true,
        scalars: { ID: 'string', Date: 'string', DateTime: 'string', URL: 'string', JSON: 'unknown', File: 'File' },
      },
    },
  },
};

export default config;
