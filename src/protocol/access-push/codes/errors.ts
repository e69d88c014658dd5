/** Codes of error logs (Access PUSH appendix 17). */
const meanings: Readonly<Record<string, string>> = {
  '00000000': 'done',
  D01E0001: 'no face was found',
  D01E0002: 'the face is covered',
  D01E0003: 'the picture is not clear enough',
  D01E0004: 'the face is turned too far',
  D01E0005: 'the picture is not of a living face',
  D01E0006: 'no template could be made',
};

const origins: Readonly<Record<string, string>> = { D: 'device', S: 'software' };

/** The second and third character, of devices. */
const modules: Readonly<Record<string, string>> = {
  '01': 'PUSH',
  '02': 'templates',
  '03': 'hardware',
  '04': 'PULL',
  '05': 'standalone communication',
  '06': 'data relay',
  '07': 'licence',
};

/** The text of an error code: its meaning, or its origin and number; '' for text that is no such code. */
export function errorMeaning(code: string): string {
  const key = code.trim().toUpperCase();
  const known = meanings[key];
  if (known !== undefined) return known;
  const [, origin = '', module = '', number = ''] = /^([DS])(\d\d)E([0-9A-F]{4})$/.exec(key) ?? [];
  if (number === '') return '';
  return `error ${number} of the ${origins[origin] ?? origin}, module ${modules[module] ?? module}`;
}
