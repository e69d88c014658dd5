/** The time in which a person belongs to the site; times are wall clock, `yyyy-MM-dd HH:mm:ss`. */
export interface Belonging {
  readonly disabled: boolean;
  readonly validFrom: string | null;
  /** The last valid second. */
  readonly validTo: string | null;
  /** First day on which the person no longer belongs to the site, `yyyy-MM-dd`. */
  readonly leaveDate: string | null;
}

export type Standing = 'valid' | 'left' | 'disabled' | 'notYetValid' | 'expired';

export const leavesAt = ({ leaveDate }: Pick<Belonging, 'leaveDate'>): string | null =>
  leaveDate === null ? null : `${leaveDate} 00:00:00`;

/** Whether a person may pass at all, by the clock of a device. */
export function standingOf(person: Belonging, clock: string): Standing {
  const leaves = leavesAt(person);
  if (leaves !== null && leaves <= clock) return 'left';
  if (person.disabled) return 'disabled';
  if (person.validFrom !== null && person.validFrom > clock) return 'notYetValid';
  return person.validTo !== null && clock > person.validTo ? 'expired' : 'valid';
}
