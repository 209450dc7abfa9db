import { builder } from '../graphql/builder.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { declareMutation } from '../graphql/mutation.ts';
import { operatorIn } from '../graphql/operator-in.ts';
import { NotFound } from '../platform/problems.ts';
import { createLibrary, deleteLibrary, updateLibrary } from './change-libraries.ts';
import { createPlace, deletePlace, type PlaceKind, type PlaceRef, placeKinds, updatePlace } from './change-places.ts';
import { CodeInUse, CodeTaken } from './institution-problems.ts';

const place = (model: PlaceKind, description: string) =>
  builder.prismaObject(model, {
    description,
    fields: (t) => ({
      code: t.exposeString('code', { description: 'Its code, unique in the library; the value of a role parameter.' }),
      name: t.exposeString('name', { description: 'Its name.' }),
    }),
  });

const placeTypes = {
  CirculationDesk: place('CirculationDesk', 'Where a library lends and takes back.'),
  ServiceUnit: place('ServiceUnit', 'A part of a library that works on things: acquisitions, binding.'),
};

const Library = builder.prismaObject('Library', {
  description: 'A library of the institution. Roles can be held at it.',
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Its code.' }),
    name: t.exposeString('name', { description: 'Its name.' }),
    circulationDesks: t.relation('circulationDesks', {
      description: 'Its circulation desks, by name.',
      query: { orderBy: [{ name: 'asc' }, { code: 'asc' }] },
    }),
    serviceUnits: t.relation('serviceUnits', {
      description: 'Its service units, by name.',
      query: { orderBy: [{ name: 'asc' }, { code: 'asc' }] },
    }),
  }),
});

builder.queryField('libraries', (t) =>
  t.prismaField({
    type: ['Library'],
    description: 'The libraries of the institution, by name.',
    resolve: (query, _root, _args, { database }) =>
      database.prisma.library.findMany({ ...query, orderBy: [{ name: 'asc' }, { code: 'asc' }] }),
  }),
);

const theLibrary = { type: Library, description: 'The library as it is now.' } as const;
const NEW_CODE = 'At most 100 characters, no slash. It cannot be changed later.';
const NEW_NAME = 'What people call it; at most 255 characters.';

declareMutation('createLibrary', {
  description: 'Adds a library to the institution.',
  scope: 'systemAdministrator',
  input: (t) => ({
    code: t.string({ required: true, description: NEW_CODE }),
    name: t.string({ required: true, description: NEW_NAME }),
  }),
  problems: [CodeTaken],
  success: { library: theLibrary },
  resolve: async (input, context) => ({
    library: await libraryRow(context, await createLibrary(operatorIn(context), input)),
  }),
});

declareMutation('updateLibrary', {
  description: 'Changes what people call a library.',
  scope: 'systemAdministrator',
  input: (t) => ({
    code: t.string({ required: true, description: 'Which library.' }),
    name: t.string({ required: true, description: NEW_NAME }),
  }),
  problems: [NotFound],
  success: { library: theLibrary },
  resolve: async ({ code, name }, context) => {
    await updateLibrary(operatorIn(context), code, { name });
    return { library: await libraryRow(context, code) };
  },
});

declareMutation('deleteLibrary', {
  description: 'Deletes a library at which no role is held, which has no desks and units, and which nobody shares.',
  scope: 'systemAdministrator',
  input: (t) => ({ code: t.string({ required: true, description: 'Which library.' }) }),
  problems: [NotFound, CodeInUse],
  success: { deletedCode: { type: 'String', description: 'The code the library had.' } },
  resolve: async ({ code }, context) => {
    await deleteLibrary(operatorIn(context), code);
    return { deletedCode: code };
  },
});

function libraryRow({ database }: GraphQLContext, code: string) {
  return database.prisma.library.findUniqueOrThrow({ where: { code } });
}

type InputFields = PothosSchemaTypes.InputFieldBuilder<typeof builder.$inferSchemaTypes, 'InputObject'>;

const whichPlace = (t: InputFields) => ({
  library: t.string({ required: true, description: 'The code of the library.' }),
  code: t.string({ required: true, description: 'Its code, unique in the library.' }),
});

function declareNaming(kind: PlaceKind, field: string): void {
  const noun = placeKinds[kind].noun.toLowerCase();
  const success = { [field]: { type: placeTypes[kind], description: `The ${noun} as it is now.` } };
  const name = (t: InputFields) => t.string({ required: true, description: NEW_NAME });
  declareMutation(`create${kind}`, {
    description: `Adds a ${noun} to a library.`,
    scope: 'administrator',
    input: (t) => ({
      library: t.string({ required: true, description: 'The code of the library.' }),
      code: t.string({ required: true, description: NEW_CODE }),
      name: name(t),
    }),
    problems: [NotFound, CodeTaken],
    success,
    resolve: async (input, context) => ({
      [field]: await placeRow(context, kind, await createPlace(operatorIn(context), kind, input)),
    }),
  });
  declareMutation(`update${kind}`, {
    description: `Changes what people call a ${noun}.`,
    scope: 'administrator',
    input: (t) => ({ ...whichPlace(t), name: name(t) }),
    problems: [NotFound],
    success,
    resolve: async ({ name, ...ref }, context) => {
      await updatePlace(operatorIn(context), kind, ref, { name });
      return { [field]: await placeRow(context, kind, ref) };
    },
  });
}

function declareDeletion(kind: PlaceKind): void {
  const noun = placeKinds[kind].noun.toLowerCase();
  declareMutation(`delete${kind}`, {
    description: `Deletes a ${noun} that no role is narrowed to.`,
    scope: 'administrator',
    input: whichPlace,
    problems: [NotFound, CodeInUse],
    success: { deletedCode: { type: 'String', description: `The code the ${noun} had.` } },
    resolve: async (ref, context) => {
      await deletePlace(operatorIn(context), kind, ref);
      return { deletedCode: ref.code };
    },
  });
}

declareNaming('CirculationDesk', 'circulationDesk');
declareNaming('ServiceUnit', 'serviceUnit');
declareDeletion('CirculationDesk');
declareDeletion('ServiceUnit');

function placeRow({ database }: GraphQLContext, kind: PlaceKind, { library, code }: PlaceRef) {
  const where = { libraryCode_code: { libraryCode: library, code } };
  return kind === 'CirculationDesk'
    ? database.prisma.circulationDesk.findUniqueOrThrow({ where })
    : database.prisma.serviceUnit.findUniqueOrThrow({ where });
}
