import { builder } from '../../graphql/builder.ts';
import type { ActionGroup } from './action-groups.ts';
import type { InputKind } from './describe-input.ts';

export const JobContentTypeEnum = builder.enumType('JobContentType', {
  description: 'What a kind of job is about.',
  values: { USERS: { description: 'The users of a set.' } } as const,
});

export const JobDefinitionNameEnum = builder.enumType('JobDefinitionName', {
  description: 'A kind of job.',
  values: { UPDATE_NOTIFY_USERS: { description: 'Update/Notify Users.' } } as const,
});

export const ActionGroupEnum = builder.enumType('ActionGroup', {
  description: 'Under which heading a form shows an action.',
  values: {
    ROLES: { description: 'Roles.' },
    ACCOUNT: { description: 'The account: status, dates, whose it is.' },
    GENERAL: { description: 'General fields of the record.' },
    BLOCKS: { description: 'Blocks.' },
    NOTES: { description: 'Notes.' },
    STATISTICS: { description: 'Statistical categories.' },
    RESOURCE_SHARING: { description: 'Resource-sharing libraries.' },
    CONTACT: { description: 'E-mail addresses and phone numbers.' },
    IDENTIFIERS: { description: 'Identifiers.' },
    LETTERS: { description: 'Letters, and who gets them.' },
    EXPORT: { description: 'Other systems.' },
  } satisfies Record<ActionGroup, { description: string }>,
});

export const ActionInputKindEnum = builder.enumType('ActionInputKind', {
  description: 'What is put into a field.',
  values: {
    TEXT: { description: 'Text.' },
    WHOLE_NUMBER: { description: 'A whole number.' },
    YES_OR_NO: { description: 'true or false.' },
    DATE: { description: 'A day of the calendar.' },
    DATE_TIME: { description: 'An instant.' },
    CHOICE: { description: 'One of the values in `choices`, the same for every institution.' },
    CODE: { description: 'A code of a code table.' },
    ROLE_TYPE: { description: 'The code of a role type.' },
    LIBRARY: { description: 'The code of a library.' },
    LETTER: { description: 'The code of a letter.' },
    GROUP: { description: 'Fields of its own.' },
  } satisfies Record<InputKind, { description: string }>,
});
