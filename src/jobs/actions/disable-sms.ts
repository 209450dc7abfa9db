import { z } from 'zod';
import { defineAction, stepOf } from './action.ts';
import { codeOf } from './inputs.ts';
import { changedIfAny } from './segments.ts';

/** Stops text messages: no phone number is the one for them any more. */
export const disableSms = defineAction({
  name: 'DISABLE_SMS',
  description: 'Stops text messages to users. Their phone numbers stay.',
  input: z.object({
    phoneType: codeOf('PHONE_TYPE')
      .optional()
      .describe('Only where text messages go to a number of this type: a code of the code table PHONE_TYPE.'),
  }),
  fields: [],
  parts: ['phones'],

  resolve({ phoneType }) {
    return stepOf({ phoneType }, `Stop text messages${phoneType ? ` to phones of the type ${phoneType}` : ''}`);
  },

  decide(user, { phoneType }) {
    const told = user.phones.filter(({ preferredSms, types }) => {
      return preferredSms && (phoneType === undefined || types.includes(phoneType));
    });
    const changes = told.map((before) => {
      return { field: 'phones', before, after: { ...before, preferredSms: false } } as const;
    });
    return changedIfAny('SMS_DISABLED', changes, 'SMS_ALREADY_DISABLED');
  },
});
