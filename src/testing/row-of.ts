import { decodeGlobalID } from '@pothos/plugin-relay';

/** The id of the row that an opaque id of the API stands for. */
export const rowOf = (id: string): number => Number(decodeGlobalID(id).id);
