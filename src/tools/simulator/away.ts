/** Node's codes of a certificate that nothing here trusts. */
const strangeCertificate: ReadonlySet<string> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Why the server cannot be reached, with what to do about it where that is known. */
export function whyAway(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (strangeCertificate.has(code)) return `${error.message}: name its certificate in NODE_EXTRA_CA_CERTS`;
  // OpenSSL's own words go on in a second line.
  if (code === 'EPROTO') return 'no TLS answers there: does this port want http:// in --url?';
  if (code === 'ECONNRESET') return `${error.message}: does this port want https:// in --url?`;
  return error.message;
}
