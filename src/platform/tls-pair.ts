import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** A certificate and its key, and the files to read again when they change. */
export interface TlsPair {
  readonly cert: string;
  readonly key: string;
  readonly files: { readonly cert: string; readonly key: string };
}

interface PemFile {
  readonly file: string;
  readonly text: string;
}

export function pemFile(file: string): PemFile | undefined {
  try {
    return { file, text: readFileSync(file, 'utf8') };
  } catch {
    return undefined;
  }
}

/** What two variables of one pair have been read to: null = unset, undefined = a fault that is told already. */
interface PairFiles {
  readonly cert: unknown;
  readonly key: unknown;
}

interface TlsSettings {
  readonly people: PairFiles;
  readonly devices: PairFiles;
  /** DEVICE_TLS. */
  readonly isOn: boolean;
  /** Whether devices have a port of their own. */
  readonly hasPort: boolean;
}

interface Tls {
  readonly people: TlsPair | null;
  /** Of DEVICE_PORT: null = plain HTTP. */
  readonly devices: TlsPair | null;
  readonly faults: readonly string[];
}

/** The certificates of both listeners, with a line for each thing that keeps them from being used. */
export function readTls({ people, devices, isOn, hasPort }: TlsSettings): Tls {
  const [tls, own] = [readPair('TLS', people), readPair('DEVICE_TLS', devices)];
  const isOwn = devices.cert !== null || devices.key !== null;
  const contradictions: readonly (readonly [holds: boolean, fault: string])[] = [
    [!hasPort && isOwn, 'DEVICE_TLS_CERT must come with DEVICE_PORT'],
    [!hasPort && !isOwn && !isOn && tls.pair !== null, 'DEVICE_TLS=off must come with DEVICE_PORT'],
    [isOwn && !isOn, 'DEVICE_TLS must be on where DEVICE_TLS_CERT is set'],
  ];
  return {
    people: tls.pair,
    devices: isOn ? (own.pair ?? tls.pair) : null,
    faults: [...tls.faults, ...own.faults, ...contradictions.flatMap(([holds, fault]) => (holds ? [fault] : []))],
  };
}

/** @param prefix of the two variables */
function readPair(prefix: string, { cert, key }: PairFiles): { pair: TlsPair | null; faults: readonly string[] } {
  const none = (...faults: string[]) => ({ pair: null, faults });
  if (cert === null && key === null) return none();
  if (cert === null) return none(`${prefix}_CERT must be set where ${prefix}_KEY is`);
  if (key === null) return none(`${prefix}_KEY must be set where ${prefix}_CERT is`);
  if (cert === undefined || key === undefined) return none();
  const [certificate, privateKey] = [cert as PemFile, key as PemFile];
  const unreadable = [
    ...faultOf(`${prefix}_KEY must be a private key in PEM form, without a passphrase`, () =>
      createPrivateKey(privateKey.text),
    ),
    ...faultOf(`${prefix}_CERT must be a certificate in PEM form`, () => new X509Certificate(certificate.text)),
  ];
  if (unreadable.length > 0) return none(...unreadable);
  const pair = { cert: certificate.text, key: privateKey.text };
  const strange = faultOf(`${prefix}_KEY must be the key of ${prefix}_CERT`, () => createSecureContext(pair));
  if (strange.length > 0) return none(...strange);
  return { pair: { ...pair, files: { cert: certificate.file, key: privateKey.file } }, faults: [] };
}

function faultOf(fault: string, attempt: () => unknown): string[] {
  try {
    attempt();
    return [];
  } catch {
    return [fault];
  }
}
