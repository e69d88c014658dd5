import { isSecretOption } from '../../protocol/access-push/secrets.js';

/** Never in the audit log: tokens, and values that are sealed or too large. The number of a template is neither. */
const secret =
  /token|password|passcode|pwd|comm?key|photo|template(?!no$)|secret|image|picture|certnum|^(nkey|key|creds|headers)$/i;

export const isSecret = (name: string): boolean => secret.test(name) || isSecretOption(name);
