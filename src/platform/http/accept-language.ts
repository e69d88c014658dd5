/**
 * The language that a caller likes best among those that there are: `es-MX, en;q=0.5` -> `es`.
 * @param usual for callers who say nothing, or nothing that there is
 */
export function preferredLanguage<L extends string>(header: string | undefined, known: readonly L[], usual: L): L {
  const wanted = (header ?? '').split(',', mostParts).flatMap((part, place) => {
    const [tag = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const weight = Number(/^q=([01](?:\.\d{0,3})?)$/.exec(parameters.join(';'))?.[1] ?? 1);
    const language = tag === '*' ? usual : known.find((one) => one === tag.split('-')[0]);
    return language === undefined || weight === 0 ? [] : [{ language, weight, place }];
  });
  return wanted.sort((a, b) => b.weight - a.weight || a.place - b.place)[0]?.language ?? usual;
}

const mostParts = 50;
