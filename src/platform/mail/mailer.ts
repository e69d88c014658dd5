import { createTransport, type Transporter } from 'nodemailer';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Config } from '../config.js';
import { CONFIG } from '../tokens.js';

export interface Mail {
  /** The same for the same mail: whoever gets it twice can tell. */
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

const patienceMs = 20_000;

/** The mail server of the site, where it has one. */
@Injectable()
export class Mailer implements OnModuleDestroy {
  private readonly transport: Transporter | null;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    const { smtpUrl } = config;
    this.transport =
      smtpUrl === null
        ? null
        : createTransport({
            url: smtpUrl,
            connectionTimeout: patienceMs,
            greetingTimeout: patienceMs,
            socketTimeout: patienceMs,
            // Nothing of a mail is read from the disk or from the network.
            disableFileAccess: true,
            disableUrlAccess: true,
          });
  }

  get isThere(): boolean {
    return this.transport !== null;
  }

  /**
   * One mail for all of them, who do not see each other. Rejects where the server did not take it; where the connection
   * broke after all had been said, it may have.
   */
  async send({ id, to, subject, text }: Mail): Promise<void> {
    if (!this.transport) throw new Error('there is no mail server: SMTP_URL is not set');
    const from = this.config.smtpFrom ?? 'postern@localhost';
    await this.transport.sendMail({
      messageId: `<${id}@postern>`,
      from,
      to: to.length === 1 ? to[0] : 'undisclosed-recipients:;',
      envelope: { from, to: [...to] },
      subject,
      text,
      headers: { 'auto-submitted': 'auto-generated' },
    });
  }

  onModuleDestroy(): void {
    this.transport?.close();
  }
}
