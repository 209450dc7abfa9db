/** A text in a sentence: "in quotes", on one line, and not longer than sixty characters. */
export function quoted(text: string): string {
  const characters = [...text.replaceAll(/\s+/gu, ' ')];
  return `"${characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : characters.join('')}"`;
}
