/** What a reservation is at a moment: it is told by the time, and written nowhere. */
export const reservationStatus = { toCome: 0, running: 1, ended: 2, cancelled: 3 } as const;
export type ReservationStatus = (typeof reservationStatus)[keyof typeof reservationStatus];

/** What a room is at a moment. */
export const spaceStatus = { free: 0, inUse: 1, disabled: 2 } as const;
export type SpaceStatus = (typeof spaceStatus)[keyof typeof spaceStatus];

/** Minutes before the beginning from which on participants may pass. */
export const signInMinutes = [0, 5, 15, 30] as const;
/** Minutes after the beginning at which a room that nobody came to is given back. */
export const retentionMinutes = [15, 30, 45, 60] as const;

/** How long before the beginning people are reminded, as the facade writes it, and in minutes. */
export const remindTimes = { '5m': 5, '15m': 15, '30m': 30, '1h': 60, '1d': 1_440 } as const;
export type RemindTime = keyof typeof remindTimes;
export const remindTimeNames = Object.keys(remindTimes) as readonly RemindTime[];

export const remindTimeOf = (minutes: number | null): RemindTime | null =>
  remindTimeNames.find((name) => remindTimes[name] === minutes) ?? null;

/**
 * Facilities with the numbers up to this one are built in; one of one's own has a higher one. The manual wants more than
 * 20 in its text, and has 20 in its sample (API manual v1.2, 2.13.3.4): both are taken.
 */
export const lastBuiltInFacility = 19;

/** SQL: the status of the reservation `r` now, by the clock that all gateways share. */
export const statusNow = `CASE WHEN r.cancelled_at IS NOT NULL THEN 3
  WHEN r.finished_at IS NOT NULL OR r.ends_at <= clock_timestamp() THEN 2
  WHEN r.starts_at <= clock_timestamp() THEN 1 ELSE 0 END`;
