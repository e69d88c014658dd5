/**
 * A device that is being retired, or was retired: it should hold nobody, whatever levels and areas say, until it is
 * taken back. Levels keep its doors for that day.
 */
export const isRetiring = (sn: string): string => `EXISTS (SELECT 1 FROM retirement WHERE retirement.sn = ${sn})`;
