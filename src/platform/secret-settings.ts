import { readFileSync } from 'node:fs';
import { key32 } from './config-values.js';
import { smtpMust, smtpUrl } from './mail-settings.js';

/** Tokens that the operator chooses: shorter ones can be guessed. */
export const shortestToken = 24;
export const ownTokenMust = `at least ${shortestToken} characters without blanks`;
export const isOwnToken = (text: string): boolean => text.length >= shortestToken && !/\s/.test(text);

/** A secret in a file of its own, and the file, to read it again when it changes. */
export interface SecretFile {
  readonly file: string;
  readonly text: string;
}

function secretFile(file: string): SecretFile | undefined {
  try {
    return { file, text: readFileSync(file, 'utf8').trim() };
  } catch {
    return undefined;
  }
}

/** Several keys, one a line, or with commas or blanks between them. */
export function keys32(text: string): readonly Buffer[] | undefined {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  const keys = parts.flatMap((part) => key32(part) ?? []);
  return keys.length > 0 && keys.length === parts.length ? keys : undefined;
}

const none = () => null;
const inFile = (name: string, what: string) =>
  ({ name, must: `a readable file with ${what}`, standard: none, read: secretFile }) as const;

/** The variables that name a file for a secret, and the keys before the present one. */
export const secretVariables = {
  encryptionKeyOld: {
    name: 'ENCRYPTION_KEY_OLD',
    must: '32 bytes in base64, or several of them with commas',
    secret: true,
    standard: none,
    read: keys32,
  },
  encryptionKeyFile: inFile('ENCRYPTION_KEY_FILE', '32 bytes in base64'),
  adminTokenFile: inFile('ADMIN_TOKEN_FILE', 'a token'),
  apiTokenFile: inFile('API_TOKEN_FILE', 'a token'),
  smtpUrlFile: inFile('SMTP_URL_FILE', smtpMust),
} as const;

/** The files that are read again while the gateway runs. */
export interface SecretFiles {
  readonly adminToken: string | null;
  readonly apiToken: string | null;
  readonly encryptionKey: string | null;
}

type Values = Readonly<Record<string, unknown>>;

interface Readable {
  readonly must: string;
  readonly read: (text: string) => string | undefined;
}

const fileOf = (value: unknown) => (value as SecretFile | null | undefined) ?? null;
const pathOf = (value: unknown) => fileOf(value)?.file ?? null;

/**
 * The secrets of the environment, whichever way they are given.
 * @param token how a token is read; undefined = it is none
 * @returns `plain`: all values, with the secrets in the place of the files that hold them
 */
export function readSecrets(
  values: Values,
  token: Readable,
): { readonly plain: Values; readonly files: SecretFiles; readonly faults: readonly string[] } {
  const { encryptionKeyFile, adminTokenFile, apiTokenFile, smtpUrlFile, ...plain } = values;
  const faults: string[] = [];
  const inPlace = (value: unknown, file: SecretFile | null, variable: string, of: Readable) => {
    if (file === null) return value;
    if (value !== null && value !== undefined)
      faults.push(`${variable}_FILE must be left out where ${variable} is set`);
    const read = of.read(file.text);
    if (read === undefined) faults.push(`${variable}_FILE must be a file with ${of.must}`);
    return read ?? null;
  };
  const tokenOf = (value: unknown, file: SecretFile | null, variable: string) => inPlace(value, file, variable, token);
  const keyFile = fileOf(encryptionKeyFile);
  const keys = keysOf(plain, keyFile);
  faults.push(...keyFaults(plain, keyFile));
  return {
    plain: {
      ...plain,
      adminToken: tokenOf(plain.adminToken, fileOf(adminTokenFile), 'ADMIN_TOKEN'),
      apiToken: tokenOf(plain.apiToken, fileOf(apiTokenFile), 'API_TOKEN'),
      smtpUrl: inPlace(plain.smtpUrl, fileOf(smtpUrlFile), 'SMTP_URL', { must: smtpMust, read: smtpUrl }),
      ...keys,
    },
    files: { adminToken: pathOf(adminTokenFile), apiToken: pathOf(apiTokenFile), encryptionKey: pathOf(keyFile) },
    faults,
  };
}

function keysOf({ encryptionKey, encryptionKeyOld }: Values, file: SecretFile | null): Values {
  if (file === null) return { encryptionKey, encryptionKeyOld: encryptionKeyOld ?? [] };
  const [key = null, ...older] = keys32(file.text) ?? [];
  return { encryptionKey: key, encryptionKeyOld: older };
}

function keyFaults({ encryptionKey, encryptionKeyOld }: Values, file: SecretFile | null): string[] {
  const isGiven = (value: unknown) => value !== null && value !== undefined;
  if (file !== null && keys32(file.text) === undefined) {
    return ['ENCRYPTION_KEY_FILE must be a file with 32 bytes in base64, or several such lines'];
  }
  if (file !== null && (isGiven(encryptionKey) || isGiven(encryptionKeyOld))) {
    return ['ENCRYPTION_KEY_FILE must be left out where ENCRYPTION_KEY or ENCRYPTION_KEY_OLD is set'];
  }
  if (isGiven(encryptionKeyOld) && encryptionKey === null) {
    return ['ENCRYPTION_KEY_OLD must be left out where ENCRYPTION_KEY is not set'];
  }
  return [];
}
