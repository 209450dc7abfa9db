const INT4_MAX = 2_147_483_647;

/**
 * The row an opaque id stands for (`t.arg.globalID` and `findUnique` of a node give its text). 0, which no row has,
 * for an id that was never handed out: so it is not found, like that of a row which is gone.
 */
export function rowId(text: string): number {
  const id = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  return id <= INT4_MAX ? id : 0;
}
