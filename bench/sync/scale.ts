/** How large the rows of the bench about sync are. */
export interface Scale {
  /** Panels that come on the line at once. */
  readonly panels: number;
  /** People that are loaded, and taken away. */
  readonly people: number;
  /** Panels that they go to. */
  readonly doors: number;
}

export const tenth: Scale = { panels: 100, people: 500, doors: 10 };
export const full: Scale = { panels: 1_000, people: 5_000, doors: 10 };

/** `--panels=300` and the like: another size of one kind. */
export function sized(scale: Scale, words: readonly string[]): Scale {
  const pairs = words.flatMap((word) => {
    const [, name, size] = /^--(panels|people|doors)=([1-9]\d*)$/.exec(word) ?? [];
    return name === undefined ? [] : [[name, Number(size)] as const];
  });
  return { ...scale, ...Object.fromEntries(pairs) };
}
