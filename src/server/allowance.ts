/** How many of something each holder may have at once. */
export interface Allowance {
  /** Takes one and gives the function that gives it back; null when the holder has as many as allowed. */
  take(holder: string): (() => void) | null;
}

/** An allowance of `most` for each holder. */
export function allowanceOf(most: number): Allowance {
  const taken = new Map<string, number>();
  return {
    take(holder) {
      const before = taken.get(holder) ?? 0;
      if (before >= most) return null;
      taken.set(holder, before + 1);
      let given = false;
      return () => {
        if (given) return;
        given = true;
        const left = (taken.get(holder) ?? 1) - 1;
        if (left > 0) taken.set(holder, left);
        else taken.delete(holder);
      };
    },
  };
}
