/** Every letter as its small one, letter by letter, whatever stands around it. */
export const lower = remembered((value) => [...value].map(small).join(''));

/** As filters see text: without case; a final sigma is a sigma. */
export const fold = remembered((value) => lower(value).replaceAll('ς', 'σ'));

/** As the free search sees text: without accents either. */
export const foldForSearch = remembered((value) => {
  const decomposed = lower(value).normalize('NFD');
  return decomposed.replaceAll(/[\u0300-\u036f]/g, '').replaceAll('ς', 'σ');
});

function small(letter: string): string {
  if (letter === 'İ') return 'i';
  const changed = letter.toLowerCase();
  return [...changed].length === 1 ? changed : letter;
}

/** The same few texts are folded for every filter. */
function remembered(change: (value: string) => string): (value: string) => string {
  const known = new Map<string, string>();
  return (value) => {
    const result = known.get(value) ?? change(value);
    known.set(value, result);
    return result;
  };
}
