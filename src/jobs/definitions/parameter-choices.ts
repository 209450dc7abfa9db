import type { Reference } from '../../institution/reference.ts';
import { type InputChoice, plainChoice } from './choices.ts';

/** What there is to choose for one parameter of a role, where that is held. */
export interface ParameterChoices {
  readonly parameter: 'CIRCULATION_DESK' | 'SERVICE_UNIT' | 'READ_ONLY';
  /** null: wherever the role is held. */
  readonly library: string | null;
  readonly choices: readonly InputChoice[];
}

/** The values of all parameters of roles that have a list of them. */
export function parameterChoices({ libraries, circulationDesks, serviceUnits }: Reference): ParameterChoices[] {
  const flags = ['true', 'false'].map((value) => plainChoice(value, value));
  return [
    ...[...libraries.keys()].flatMap((library): ParameterChoices[] => [
      { parameter: 'CIRCULATION_DESK', library, choices: placesOf(library, circulationDesks) },
      { parameter: 'SERVICE_UNIT', library, choices: placesOf(library, serviceUnits) },
    ]),
    { parameter: 'READ_ONLY', library: null, choices: flags },
  ];
}

function placesOf(library: string, places: ReadonlyMap<string, string>): InputChoice[] {
  const prefix = `${library}/`;
  return [...places].flatMap(([place, name]) =>
    place.startsWith(prefix) ? [plainChoice(place.slice(prefix.length), name)] : [],
  );
}
