import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../schema.ts';
import { graphiqlOptions } from './graphiql.ts';

it.each((graphiqlOptions.defaultTabs ?? []).map(({ query }) => [query ?? '']))('sample %#: %s', (query) => {
  expect(validate(schema, parse(query))).toEqual([]);
});
