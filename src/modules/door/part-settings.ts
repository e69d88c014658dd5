/** Settings of a door or an auxiliary point by name. */
export type PartSettings = Record<string, string | number | boolean>;

/** Merges given settings into the stored ones. Null removes a setting; a missing one stays. */
export const merged = (old: PartSettings, said: Readonly<Record<string, PartSettings[string] | null>>): PartSettings =>
  Object.fromEntries(Object.entries({ ...old, ...said }).filter(([, value]) => value !== null)) as PartSettings;

/** Settings of a door that name a time zone (appendix 10). */
export const doorZones = ['DoorValidTZ', 'DoorKeepOpenTimeZone'] as const;
