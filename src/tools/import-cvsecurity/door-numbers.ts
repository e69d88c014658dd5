/** A door, floor or gate of the old server, which has no number for it. */
export interface Numbered {
  readonly id: string;
  readonly name: string;
  readonly deviceId: string;
  /** From the map or the database; undefined = unknown. */
  readonly known?: number | undefined;
}

/** `Main entrance-3` */
const ending = (name: string) => Number(/-(\d{1,2})$/.exec(name)?.[1] ?? 0);

/**
 * The numbers of parts on their devices. Known numbers come first, then the endings of the names, if these are
 * different numbers from 1 to the number of parts. The only part of a device has number 1.
 * @returns null if it is in doubt
 */
export function numbersOf(parts: readonly Numbered[]): ReadonlyMap<string, number | null> {
  const groups = new Map<string, Numbered[]>();
  for (const part of parts) groups.set(part.deviceId, [...(groups.get(part.deviceId) ?? []), part]);
  return new Map([...groups.values()].flatMap(numbersOfDevice));
}

function numbersOfDevice(parts: readonly Numbered[]): [string, number | null][] {
  const guesses = parts.map(({ name, known }) => {
    if (known !== undefined) return known;
    const end = ending(name);
    if (end >= 1 && end <= parts.length) return end;
    return parts.length === 1 && end === 0 ? 1 : null;
  });
  return parts.map(({ id, known }, place) => {
    const guess = guesses[place] ?? null;
    const isAlone = guesses.filter((other) => other === guess).length === 1;
    return [id, guess !== null && (isAlone || known !== undefined) ? guess : null];
  });
}
