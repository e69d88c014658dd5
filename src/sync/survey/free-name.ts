const longestName = 100;

/** The name that is wanted, or with a number behind it where it is used already. */
export function freeName(wanted: string, used: ReadonlySet<string>): string {
  const base = wanted.slice(0, longestName);
  if (!used.has(base)) return base;
  for (let number = 2; ; number++) {
    const name = `${base.slice(0, longestName - 5)} ${number}`;
    if (!used.has(name)) return name;
  }
}
