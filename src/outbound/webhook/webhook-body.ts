import { X509Certificate } from 'node:crypto';
import { shownSecret } from '../../platform/crypto/sealed-fields.js';
import { fieldError } from '../../platform/errors.js';

const mostHeaders = 10;
const longestHeader = 2_000;
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
const value = /^[\t\x20-\x7e]*$/;

/** What we set ourselves, or what belongs to one connection alone. */
const ours = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'date',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
]);

/** @throws Failure invalid */
function nameOf(written: string): string {
  const name = written.toLowerCase();
  if (!token.test(written)) throw fieldError('headers', `has a name that is no name of a header: ${written}`);
  if (ours.has(name) || name.startsWith('webhook-'))
    throw fieldError(`headers.${written}`, 'is a header that is set by the gateway itself');
  return name;
}

/**
 * Headers as they are kept, with their names in lower case.
 * @param known those that are kept already: `***` leaves one as it is
 * @throws Failure invalid
 */
export function headersOf(
  given: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [written, text] of Object.entries(given)) {
    const field = `headers.${written}`;
    const name = nameOf(written);
    if (name in headers) throw fieldError(field, 'is there twice');
    if (typeof text !== 'string' || text.length > longestHeader || !value.test(text))
      throw fieldError(field, `must be a text of at most ${longestHeader} characters, all of them of ASCII`);
    const kept = text === shownSecret ? known[name] : text;
    if (kept === undefined) throw fieldError(field, 'has no value yet that could stay');
    headers[name] = kept;
  }
  if (Object.keys(headers).length > mostHeaders) throw fieldError('headers', `must be at most ${mostHeaders}`);
  return headers;
}

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** @throws Failure invalid for what is no certificate in PEM */
export function checkCa(ca: string): void {
  const all = ca.match(certificate) ?? [];
  if (all.length === 0) throw fieldError('ca', 'must be one or more certificates in PEM');
  for (const one of all) {
    try {
      new X509Certificate(one);
    } catch {
      throw fieldError('ca', 'has a certificate that cannot be read');
    }
  }
}
