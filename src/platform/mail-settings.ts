/** Where mails go, and who they are from. */
export interface MailConfig {
  /** The mail server with its user and password; null = no mail is sent. */
  readonly smtpUrl: string | null;
  readonly smtpFrom: string | null;
}

export const smtpMust = 'an smtp:// or smtps:// address, with user and password where the server wants them';

export function smtpUrl(text: string): string | undefined {
  if (!/^smtps?:\/\/[^\s]+$/i.test(text) || !URL.canParse(text)) return undefined;
  return new URL(text).hostname === '' ? undefined : text;
}

/** `name@host`, with a name before it or without. */
const mailAddress = (text: string): string | undefined =>
  /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/.test(text) ? text : undefined;

const nothing = (): null => null;

export const mailVariables = {
  smtpUrl: { name: 'SMTP_URL', must: smtpMust, secret: true, standard: nothing, read: smtpUrl },
  smtpFrom: {
    name: 'SMTP_FROM',
    must: 'an address such as rooms@example.com, or "Rooms <rooms@example.com>"',
    standard: nothing,
    read: mailAddress,
  },
} as const;
