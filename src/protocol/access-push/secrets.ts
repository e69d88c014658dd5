/** Keypad passwords and communication keys. */
const keys = 'passw(?:or)?d|passcode|pwd|comkey|commkey|wirelesskey|sipkey|decryptkey|authkey';
/** Columns with templates and photos of people, and with the numbers of their identity cards. */
const bodies = 'tmp|(?:fp_?)?template\\d?|content|(?:bio)?photo(?:_?jpg|data)?|(?:sn|id|dn)_?num';
const names = String.raw`\w*(?:${keys})\w*|${bodies}`;
const inOptions = new RegExp(String.raw`\b(${names})=[^,]*`, 'gi');
const inRows = new RegExp(String.raw`\b(${names})=[^\t\r\n]*`, 'gi');
/** The name and the value of a parameter are separate columns (9.1.1). */
const inParameters = new RegExp(String.raw`(\tName=\w*(?:${keys})\w*\tValue=)[^\t\r\n]*`, 'gi');
const keyName = new RegExp(keys, 'i');
const columnName = new RegExp(`^(?:${names})$`, 'i');

const mask = '***';

/** The text of a command without the values of its secrets: in options they end at a comma, in rows at a tab. */
export const maskSecrets = (text: string): string =>
  text
    .replaceAll(inParameters, `$1${mask}`)
    .replaceAll(/^\s*SET OPTIONS/i.test(text) ? inOptions : inRows, `$1=${mask}`);

export const isSecretOption = (name: string): boolean => keyName.test(name);

/**
 * Options without the values of secrets: nobody needs them here, and databases are copied. An option that only switches
 * something on is no secret.
 */
export const maskOptions = (options: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      isSecretOption(name) && !/^[01]?$/.test(value) ? mask : value,
    ]),
  );

/** Whether a column of a table holds a password, a template, a picture, or the number of an identity card. */
export const isSecretColumn = (name: string): boolean => columnName.test(name);
