/** Hours and minutes, as on a time sheet; nothing for none. */
export const hoursOf = (minutes: number | null): string =>
  minutes === null || minutes === 0
    ? ''
    : `${String(Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`;
