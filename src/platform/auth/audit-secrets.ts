import { isSecretOption } from '../../protocol/access-push/secrets.js';

/** Never in the audit log: tokens, and values that are sealed or too large. The number of a template is neither. */
const secret =
  /token|password|passcode|passphrase|pwd|comm?key|photo|template(?!no$)|secret|image|picture|certnum|^(nkey|key|creds|headers)$/i;

/** Whole names of secrets: the passwords of whoever changes theirs, and the link of the first start. */
const whole: ReadonlySet<string> = new Set(['old', 'new', 'setup']);

export const isSecret = (name: string): boolean => whole.has(name) || secret.test(name) || isSecretOption(name);
