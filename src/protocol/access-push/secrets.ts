/** Keypad passwords and communication keys. */
const keys = 'passw(?:or)?d|passcode|pwd|comkey|commkey|wirelesskey|sipkey|decryptkey|authkey';
/** What is drawn from people's bodies, and the numbers of their identity cards, as columns of rows. */
const bodies = 'tmp|(?:fp_?)?template\\d?|content|(?:bio)?photo(?:_?jpg|data)?|(?:sn|id|dn)_?num';
const names = String.raw`\w*(?:${keys})\w*|${bodies}`;
const inOptions = new RegExp(String.raw`\b(${names})=[^,]*`, 'gi');
const inRows = new RegExp(String.raw`\b(${names})=[^\t\r\n]*`, 'gi');
/** A parameter's name and value are columns of their own (9.1.1). */
const inParameters = new RegExp(String.raw`(\tName=\w*(?:${keys})\w*\tValue=)[^\t\r\n]*`, 'gi');
const keyName = new RegExp(keys, 'i');

const mask = '***';

/** The text of a command without the values of its secrets: in options they end at a comma, in rows at a tab. */
export const maskSecrets = (text: string): string =>
  text
    .replaceAll(inParameters, `$1${mask}`)
    .replaceAll(/^\s*SET OPTIONS/i.test(text) ? inOptions : inRows, `$1=${mask}`);

export const isSecretOption = (name: string): boolean => keyName.test(name);

/** Options without the values of secrets: nobody reads them here, and a database is copied. A switch is none. */
export const maskOptions = (options: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      isSecretOption(name) && !/^[01]?$/.test(value) ? mask : value,
    ]),
  );
