import { builder } from '../graphql/builder.ts';
import { referenceFor } from '../institution/institution.graphql.ts';
import type { Reference } from '../institution/reference.ts';
import type { FacetCounts } from './search/facet-counts.ts';
import type { Facet, FacetCount } from './search/facet-users.ts';

const UserFacetCount = builder.objectRef<FacetCount>('UserFacetCount').implement({
  description: 'How many of the users found have a value in common.',
  fields: (t) => ({
    value: t.exposeString('value', {
      nullable: true,
      description: 'The value, ready for a filter; null: none at all.',
    }),
    name: t.string({
      nullable: true,
      description: 'What people call it: the description of a code, the name of a role type.',
      resolve: async ({ facet, value }, _args, context) => value && nameOf(facet, value, await referenceFor(context)),
    }),
    count: t.exposeInt('count', { description: 'How many users.' }),
  }),
});

/** The users of a connection, counted by what they have in common. */
export const UserFacets = builder.objectRef<FacetCounts>('UserFacets').implement({
  description:
    'All users found, not only those of the page, counted by what they have in common; the largest count comes first.',
  fields: (t) => {
    const facet = (name: Facet, description: string) =>
      t.field({
        type: [UserFacetCount],
        description,
        // The connection multiplies it by the size of the page, on which it does not depend.
        complexity: { field: 2, multiplier: 1 },
        resolve: (counts) => counts.of(name),
      });
    return {
      userGroups: facet('userGroup', 'By user group.'),
      jobCategories: facet('jobCategory', 'By job category.'),
      statuses: facet('status', 'By status.'),
      recordTypes: facet('recordType', 'By record type.'),
      campuses: facet('campus', 'By campus.'),
      roleTypes: facet(
        'roleType',
        'By type of role, in force or not; a user counts once for each type they have a role of.',
      ),
    };
  },
});

const codeTables = { userGroup: 'USER_GROUP', jobCategory: 'JOB_CATEGORY', campus: 'CAMPUS' } as const;

function nameOf(facet: Facet, value: string, names: Reference): string {
  if (facet === 'roleType') return names.roleTypes.get(value)?.name ?? value;
  if (facet === 'status' || facet === 'recordType') return value;
  return names.codes.get(codeTables[facet])?.get(value) ?? value;
}
