/** A day ends with its last second, wherever the browser is. */
export const endOf = (day: string): string | null => (day === '' ? null : `${day}T23:59:59Z`);

/** `2026-12-31` of an end, for a field of days; what is no instant is none. */
export const dayOfEnd = (expiresAt: string | null): string =>
  expiresAt !== null && /^\d{4}-/.test(expiresAt) ? expiresAt.slice(0, 10) : '';
