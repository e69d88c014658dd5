import { c3x200, inbio260, inbio5 } from './profiles/controllers.js';
import { controller, terminal } from './profiles/plain.js';
import type { Profile } from './profiles/profile.js';
import { senseface, speedfaceV5l } from './profiles/terminals.js';
import { elevator } from './profiles/elevator.js';
import { turnstile } from './profiles/turnstile.js';

const profiles = {
  controller,
  terminal,
  'c3-200': c3x200,
  inbio260,
  inbio5,
  'speedface-v5l': speedfaceV5l,
  senseface,
  turnstile,
  elevator,
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

export const profileNames = Object.keys(profiles) as ProfileName[];

/** The model with so many doors and readers: its own number unless told, two readers a door. */
export function profileOf(name: ProfileName, doors?: number, readers?: number): Profile {
  const profile: Profile = profiles[name];
  const locks = doors ?? profile.doors;
  const own = doors === undefined || doors === profile.doors ? profile.readers : undefined;
  const options = { ...profile.options, LockCount: String(locks), ReaderCount: String(readers ?? own ?? 2 * locks) };
  return { ...profile, doors: locks, options };
}
