import { z } from 'zod';
import { type Decision, defineAction, stepOf } from './action.ts';

/** Sends users to the identity provider. */
export const exportToIdentityProvider = defineAction({
  name: 'EXPORT_TO_IDENTITY_PROVIDER',
  description:
    'Sends users to the identity provider that the institution has set up (SCIM 2.0): new ones are created there, others brought up to date, as they are when they are delivered.',
  input: z.object({
    activeOnly: z
      .boolean()
      .default(false)
      .describe('`true`: users whose account is not in force are left out; otherwise they are sent as inactive ones.'),
  }),
  fields: ['status', 'expiryDate'],
  needs: 'IDENTITY_PROVIDER',
  reversible: false,

  resolve: (step) => stepOf(step, `Export ${step.activeOnly ? 'active users' : 'users'} to the identity provider`),

  claims: () => [{ what: 'identity provider' }],

  decide({ fields: { status, expiryDate = null } }, { activeOnly }, { today }) {
    const inForce = status === 'ACTIVE' && (expiryDate === null || expiryDate >= today);
    return inForce || !activeOnly ? queued : leftOut;
  },
});

const queued: Decision = { code: 'EXPORT_QUEUED', changes: [], effects: [{ kind: 'IDENTITY_EXPORT' }] };
const leftOut: Decision = { code: 'CONDITION_NOT_MET', changes: [] };
