import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  /** As it came, with its headers. */
  readonly text: string;
}

/** A mail server that takes everything, or refuses it for now. */
export class MailServer {
  readonly mails: ReceivedMail[] = [];
  isRefusing = false;
  private readonly sockets = new Set<Socket>();
  private readonly server = createServer((socket) => this.serve(socket));

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `smtp://rooms:secret@127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket)).on('error', () => socket.destroy());
    const talk: Talk = { from: '', to: [], isContent: false };
    let rest = '';
    socket.write('220 double\r\n');
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      rest += chunk;
      for (;;) {
        const ending = talk.isContent ? '\r\n.\r\n' : '\r\n';
        const end = rest.indexOf(ending);
        if (end < 0) return;
        const line = rest.slice(0, end);
        rest = rest.slice(end + ending.length);
        socket.write(`${talk.isContent ? this.take(talk, line) : this.answer(talk, line)}\r\n`);
      }
    });
  }

  private take(talk: Talk, text: string): string {
    this.mails.push({ from: talk.from, to: talk.to, text });
    Object.assign(talk, { from: '', to: [], isContent: false });
    return '250 taken';
  }

  private answer(talk: Talk, line: string): string {
    const [verb = ''] = line.toUpperCase().split(/[ :]/);
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'MAIL') talk.from = address;
    if (verb === 'RCPT') talk.to = [...talk.to, address];
    if (verb === 'DATA') talk.isContent = true;
    return verb === 'MAIL' && this.isRefusing ? '451 later' : (answers[verb] ?? '250 ok');
  }
}

/** What has been said of the mail that comes. */
interface Talk {
  from: string;
  to: readonly string[];
  isContent: boolean;
}

const answers: Readonly<Record<string, string>> = {
  EHLO: '250-double\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  DATA: '354 go on',
  QUIT: '221 bye',
};
