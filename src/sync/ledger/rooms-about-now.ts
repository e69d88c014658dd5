/**
 * An expression of SQL for rows of `space_pass`: those of about now, by the clock that says when a change is due. That
 * of the database may be another one. @param now an expression, too
 */
export const roomsAboutNow = (now: string): string =>
  `opens_at < ${now}::timestamptz + interval '1 minute' AND closes_at > ${now}::timestamptz - interval '1 minute'`;
