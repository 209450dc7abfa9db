import type { Action } from './action.ts';
import { addBlock } from './add-block.ts';
import { addIdentifier } from './add-identifier.ts';
import { addNote } from './add-note.ts';
import { addResourceSharingLibrary } from './add-resource-sharing-library.ts';
import { addRole } from './add-role.ts';
import { addStatistic } from './add-statistic.ts';
import { convertAccount } from './convert-account.ts';
import { disableBlock } from './disable-block.ts';
import { disableSms } from './disable-sms.ts';
import { exportToIdentityProvider } from './export-to-identity-provider.ts';
import { notify } from './notify.ts';
import { optInLetter } from './opt-in-letter.ts';
import { optOutLetter } from './opt-out-letter.ts';
import { removeBlock } from './remove-block.ts';
import { removeIdentifiers } from './remove-identifiers.ts';
import { removeNotes } from './remove-notes.ts';
import { removeResourceSharingLibrary } from './remove-resource-sharing-library.ts';
import { removeRole } from './remove-role.ts';
import { removeStatistic } from './remove-statistic.ts';
import { replaceEmail } from './replace-email.ts';
import { revert } from './revert.ts';
import { setCampus } from './set-campus.ts';
import { setCatalogerLevel } from './set-cataloger-level.ts';
import { setExpiryDate } from './set-expiry-date.ts';
import { setJobCategory } from './set-job-category.ts';
import { setJobDescription } from './set-job-description.ts';
import { setPreferredLanguage } from './set-preferred-language.ts';
import { setPurgeDate } from './set-purge-date.ts';
import { setStatus } from './set-status.ts';
import { setTitle } from './set-title.ts';
import { setUserGroup } from './set-user-group.ts';

/** Everything an Update/Notify Users job can do, in the order the schema and the documentation list it. */
export const actions: readonly Action[] = [
  addRole,
  removeRole,
  setStatus,
  setExpiryDate,
  setPurgeDate,
  setUserGroup,
  setCampus,
  setJobCategory,
  setJobDescription,
  setTitle,
  setCatalogerLevel,
  setPreferredLanguage,
  addBlock,
  disableBlock,
  removeBlock,
  addNote,
  removeNotes,
  addStatistic,
  removeStatistic,
  addResourceSharingLibrary,
  removeResourceSharingLibrary,
  convertAccount,
  disableSms,
  optInLetter,
  optOutLetter,
  addIdentifier,
  removeIdentifiers,
  replaceEmail,
  exportToIdentityProvider,
  notify,
];

/** The field of UserActionInput that holds the action's input: ADD_ROLE → addRole. */
export function actionField(action: Action): string {
  return action.name.toLowerCase().replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The same and what only other mutations make jobs do: no field of UserActionInput asks for it. */
export const allActions: readonly Action[] = [...actions, revert];

const byName = new Map(allActions.map((action) => [action.name, action]));
const byField = new Map(actions.map((action) => [actionField(action), action]));

/** The action of this name. A name that is not there is one that a newer version of the program stored. */
export function actionNamed(name: string): Action {
  const action = byName.get(name);
  if (!action) throw new Error(`This version knows no action "${name}".`);
  return action;
}

/** The action whose input stands in this field of UserActionInput. */
export function actionOfField(field: string): Action | undefined {
  return byField.get(field);
}
