/** Says a code in words with the code beside it: "Discharged from vessel (UV)". A code we have no word for stays a code. */
export function wordTable(words: Readonly<Record<string, string>>): (code: string) => string {
  return (code) => {
    const word = Object.hasOwn(words, code) ? words[code] : undefined;
    return word === undefined ? code : `${word} (${code})`;
  };
}
