import { type GraphQLInputObjectType, GraphQLSchema, lexicographicSortSchema, printType } from 'graphql';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { builder } from './builder.ts';
import { InputTypes } from './input-from-schema.ts';
import './scalars.ts';

const Colour = builder.enumType('Colour', { description: 'A colour.', values: ['RED', 'BLUE'] as const });
const inputs = new InputTypes({ Colour });

const place = z
  .object({ room: z.string().optional().describe('Which room.'), whole: z.boolean().optional().describe('All of it.') })
  .meta({ typeName: 'PlaceInput', oneOf: true, typeDescription: 'Where.' });

const shape = z.object({
  text: z.string().describe('Some text.'),
  maybe: z.string().nullish().describe('Perhaps some text.'),
  number: z.number().int().default(3).describe('How many.'),
  flag: z.boolean().default(false).describe('Whether.'),
  colour: z.enum(['RED', 'BLUE']).meta({ typeName: 'Colour' }).describe('Which colour.'),
  day: z.iso.date().meta({ scalar: 'Date' }).optional().describe('Which day.'),
  place: place.describe('Where to.'),
  places: z.array(place).optional().describe('Where else.'),
});

const shapeInput = inputs.object('ShapeInput', 'A shape.', shape);
builder.queryField('probe', (t) =>
  t.string({
    description: 'A field to hang the inputs on.',
    args: { shape: t.arg({ type: shapeInput, required: true, description: 'A shape.' }) },
    resolve: () => '',
  }),
);
builder.mutationField('probe', (t) => t.string({ description: 'Nothing.', resolve: () => '' }));
builder.subscriptionField('probe', (t) =>
  t.string({ description: 'Nothing.', subscribe: async function* () {}, resolve: () => '' }),
);
const schema = builder.toSchema();

function printed(name: string): string {
  const sorted = lexicographicSortSchema(new GraphQLSchema({ ...schema.toConfig(), description: '' }));
  return printType(sorted.getType(name) as GraphQLInputObjectType);
}

test('a schema becomes an input type: what is required, defaults, lists, scalars, enums, descriptions', () => {
  expect(printed('ShapeInput')).toMatchInlineSnapshot(`
    """"A shape."""
    input ShapeInput {
      """Which colour."""
      colour: Colour!

      """Which day."""
      day: Date

      """Whether."""
      flag: Boolean = false

      """Perhaps some text."""
      maybe: String

      """How many."""
      number: Int = 3

      """Where to."""
      place: PlaceInput!

      """Where else."""
      places: [PlaceInput!]

      """Some text."""
      text: String!
    }"
  `);
});

test('an object within becomes a type of its own, made once', () => {
  expect(printed('PlaceInput')).toMatchInlineSnapshot(`
    """"Where."""
    input PlaceInput @oneOf {
      """Which room."""
      room: String

      """All of it."""
      whole: Boolean
    }"
  `);
  expect(inputs.object('PlaceInput', 'Anything.', place)).toBe(inputs.object('PlaceInput', 'Anything.', place));
});

test('nothing but an object becomes one', () => {
  expect(() => inputs.object('Faulty', 'Faulty.', z.string())).toThrow('The input Faulty is not an object.');
});

test.each<[string, z.ZodType, string]>([
  ['a field without a description', z.string(), 'Faulty.field lacks a description'],
  ['an enum without a name', z.enum(['A']).describe('One.'), 'Faulty.field lacks a typeName'],
  ['an enum that is not known', z.enum(['A']).meta({ typeName: 'Taste' }).describe('One.'), 'lacks the enum Taste'],
  ['an object without a name', z.object({}).describe('One.'), 'Faulty.field lacks a typeName'],
  ['an object not described', z.object({}).meta({ typeName: 'Inner' }).describe('One.'), 'lacks a typeDescription'],
])('no schema is made with %s', async (_what, field, message) => {
  // What is registered with a builder stays there: each fault gets one of its own.
  vi.resetModules();
  const fresh = await import('./builder.ts');
  const { InputTypes: FreshInputTypes } = await import('./input-from-schema.ts');
  new FreshInputTypes({}).object('Faulty', 'Faulty.', z.object({ field }));
  expect(() => fresh.builder.toSchema()).toThrow(message);
});
