import type { FastifyRequest } from 'fastify';

/** What every page of another site lacks: the first needs our leave to be sent, the second is written by the browser. */
export function isCrossSite({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers['x-postern'] !== '1' || hostOf(headers.origin) !== headers.host?.toLowerCase();
}

/** In words, as the detail of a refusal. */
export const crossSiteWords =
  'a write by cookie, and signing in, need the header X-Postern: 1 and an Origin that is this host';

function hostOf(origin: string | undefined): string | null {
  try {
    return new URL(origin ?? '').host;
  } catch {
    return null;
  }
}

/** The secret of a session in the cookie of the console. */
export const cookieOf = ({ headers }: Pick<FastifyRequest, 'headers'>): string | null =>
  /(?:^|;\s*)postern=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? null;

/** Twelve hours, which no session outlives. */
const longestSeconds = 12 * 60 * 60;

/** @param secret null = the cookie is taken away */
export const cookieFor = (secret: string | null, isEncrypted: boolean): string =>
  [
    `postern=${secret ?? ''}`,
    'HttpOnly',
    'SameSite=Strict',
    'Path=/admin/v1',
    `Max-Age=${secret === null ? 0 : longestSeconds}`,
    ...(isEncrypted ? ['Secure'] : []),
  ].join('; ');
