import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import { libraryCode } from './inputs.ts';
import { changedIfAny } from './segments.ts';

/** Removes a library through which users may order from elsewhere. */
export const removeResourceSharingLibrary = defineAction({
  name: 'REMOVE_RESOURCE_SHARING_LIBRARY',
  description: 'Takes away a library through which users may order from other institutions.',
  input: z.object({ library: libraryCode.describe('The code of a library, which may be gone.') }),
  fields: [],
  parts: ['resourceSharingLibraries'],

  resolve({ library }, { reference }) {
    return stepOf({ library }, `Remove the resource-sharing library ${reference.libraries.get(library) ?? library}`);
  },

  claims: ({ library }) => [{ what: `resource-sharing library ${library}` }],

  decide(user, step) {
    const held = user.resourceSharingLibraries.filter(({ library }) => library === step.library);
    const changes = held.map((before) => ({ field: 'resourceSharingLibraries', before, after: null }) as const);
    return changedIfAny('RESOURCE_SHARING_LIBRARY_REMOVED', changes, 'RESOURCE_SHARING_LIBRARY_NOT_FOUND');
  },
});
