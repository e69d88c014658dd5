import type { InsidePerson } from '../accZone/inside-list.service.js';

/** What can be said of a person: is safe; is looked for; is not on the site, although a reader says so. */
export const musterStates = ['safe', 'missing', 'notHere'] as const;
export type MusterState = (typeof musterStates)[number];

export interface NewMuster {
  readonly id?: string | undefined;
  readonly zoneIds: readonly string[];
  /** Whoever presents themselves there is safe. */
  readonly readerIds: readonly string[];
  readonly drill: boolean;
}

export interface Muster {
  readonly id: string;
  /** The later of two has the larger number. */
  readonly no: number;
  readonly zoneIds: string[];
  /** As they were when it began. */
  readonly zoneNames: string[];
  readonly readerIds: string[];
  readonly drill: boolean;
  readonly startedAt: Date;
  readonly startedBy: string;
  readonly endedAt: Date | null;
  readonly endedBy: string | null;
}

export interface MusterCounts {
  readonly total: number;
  readonly safe: number;
  readonly missing: number;
  readonly notHere: number;
  /** Nobody has said anything of them. */
  readonly unmarked: number;
}

export interface MusterMark {
  readonly state: MusterState;
  readonly at: Date;
}

/** A person of a muster: names as they were, telephone and photo as they are. */
export interface MusterPerson extends Omit<InsidePerson, 'zoneId' | 'since'> {
  readonly zoneId: string | null;
  readonly since: Date | null;
  /** Was not inside by the readers. */
  readonly added: boolean;
  readonly state: MusterState | null;
  readonly at: Date | null;
  /** The operator; null = a reader. */
  readonly by: string | null;
  readonly readerId: string | null;
  /** What counted when the muster ended. */
  readonly endState: MusterState | null;
  readonly endAt: Date | null;
}

/** What was known when a muster ended. Marks that come later do not change it. */
export interface MusterReport {
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly seconds: number;
  readonly drill: boolean;
  readonly total: number;
  readonly safe: number;
  readonly notHere: number;
  readonly added: number;
  /** When the last of those who are safe was seen. */
  readonly lastSafeAt: Date | null;
  /** Also those of whom nobody has said anything. */
  readonly missing: readonly MusterPerson[];
}

/** @returns null while the muster goes on */
export function reportOf(muster: Muster, people: readonly MusterPerson[]): MusterReport | null {
  const { startedAt, endedAt, drill } = muster;
  if (endedAt === null) return null;
  const counted = people.filter(({ endState }) => endState !== null);
  const of = (state: MusterState) => counted.filter(({ endState }) => endState === state);
  const safeTimes = of('safe').flatMap(({ endAt }) => endAt?.getTime() ?? []);
  return {
    ...{ startedAt, endedAt, drill },
    seconds: Math.round((endedAt.getTime() - startedAt.getTime()) / 1_000),
    total: counted.length,
    safe: of('safe').length,
    notHere: of('notHere').length,
    added: counted.filter(({ added }) => added).length,
    lastSafeAt: safeTimes.length === 0 ? null : new Date(Math.max(...safeTimes)),
    missing: of('missing'),
  };
}
