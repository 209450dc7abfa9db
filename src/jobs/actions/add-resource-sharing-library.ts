import { z } from 'zod';
import { defineAction, faultAt, sameForAll, stepOf } from './action.ts';
import { libraryCode } from './inputs.ts';

interface LibraryStep {
  readonly library: string;
}

/** Adds a library through which users may order from elsewhere. */
export const addResourceSharingLibrary = defineAction({
  name: 'ADD_RESOURCE_SHARING_LIBRARY',
  description: 'Adds a library through which users may order from other institutions.',
  input: z.object({ library: libraryCode.describe('The code of a library.') }),
  fields: [],
  parts: ['resourceSharingLibraries'],

  resolve({ library }, { reference }) {
    const name = reference.libraries.get(library);
    if (name === undefined) return faultAt(['library'], `There is no library "${library}".`);
    return stepOf({ library }, `Add the resource-sharing library ${name}`);
  },

  claims: ({ library }) => [{ what: `resource-sharing library ${library}` }],

  decide(user, step, context) {
    const isThere = user.resourceSharingLibraries.some(({ library }) => library === step.library);
    return isThere ? { code: 'RESOURCE_SHARING_LIBRARY_ALREADY_THERE', changes: [] } : add(step, context);
  },
});

const add = sameForAll(({ library }: LibraryStep) => {
  const change = { field: 'resourceSharingLibraries', before: null, after: { library } } as const;
  return { code: 'RESOURCE_SHARING_LIBRARY_ADDED', changes: [change] };
});
