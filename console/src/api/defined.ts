type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is undefined: a query has only what was chosen. */
export const defined = <T extends object>(values: T): Defined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
