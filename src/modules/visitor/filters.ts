/** A list as a parameter of a query; null = no filter. */
export const listOrNull = (list: readonly string[]): readonly string[] | null => (list.length > 0 ? list : null);

/** A text as a parameter of a query; null = no filter. */
export const textOrNull = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text;
